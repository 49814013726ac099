import { writeFile } from "node:fs/promises";
import { arrowOverrides } from "./arrows.ts";

/** Run with `npm run arrows` after a change of the table. */
export function arrowsFile(): string {
  return `{"overrides":[\n${arrowOverrides()
    .map((override) => JSON.stringify(override))
    .join(",\n")}\n]}\n`;
}

if (import.meta.main) await writeFile("biome.arrows.json", arrowsFile());
