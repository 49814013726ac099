import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { singleton } from "#lib/core/singleton";

/** What stands in package.json; it cannot change while the process runs. */
export function productVersion(): Promise<string> {
  return singleton("product-version", async () => {
    const text = await readFile(path.join(/* turbopackIgnore: true */ process.cwd(), "package.json"), "utf8");
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  });
}
