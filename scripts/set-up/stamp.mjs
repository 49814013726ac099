import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

/** The hash of files and whole folders (paths from the project's root) with their contents. Missing ones count as empty. */
export function hashOf(entries, isCounted = () => true) {
  const hash = createHash("sha256");
  for (const entry of entries) {
    for (const file of filesOf(entry).filter(isCounted)) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

function filesOf(entry) {
  const found = statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [entry];
  return readdirSync(path.join(root, entry))
    .sort()
    .flatMap((name) => filesOf(`${entry}/${name}`));
}

/** What was written after the last success; undefined when never. */
export function readStamp(file) {
  try {
    return readFileSync(path.join(root, file), "utf8");
  } catch {
    return undefined;
  }
}

export function writeStamp(file, value) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), value);
}

export function removeStamp(file) {
  rmSync(path.join(root, file), { force: true });
}
