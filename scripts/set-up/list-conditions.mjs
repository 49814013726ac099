import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

const folder = "lib/alerting/conditions";
const target = ".generated/conditions.ts";

/**
 * Writes the list of rule kinds from the files in their folder: adding a file adds a kind and touches nothing else. Bundlers
 * need the imports spelled out, so the list is a file.
 */
export function listConditions() {
  const kinds = readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  const name = (kind) => kind.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const imports = kinds.map((kind) => `import { kind as ${name(kind)} } from "#${folder}/${kind}";`);
  const text = `import type { Condition } from "#lib/alerting/condition";\n${imports.join("\n")}\n\nexport const conditions: readonly Condition[] = [${kinds.map(name).join(", ")}];\n`;
  const file = path.join(root, target);
  mkdirSync(path.dirname(file), { recursive: true });
  // Written only when it differs, so that nothing that watches files wakes up.
  if (readIfPresent(file) !== text) writeFileSync(file, text);
}

function readIfPresent(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
