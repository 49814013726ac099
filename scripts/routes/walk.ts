import { readdir } from "node:fs/promises";
import path from "node:path";

/** Files below `root` whose name matches, in one order on every machine. */
export async function walk(root: string, name: RegExp): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
