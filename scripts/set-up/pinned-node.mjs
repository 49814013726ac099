import { existsSync } from "node:fs";
import path from "node:path";
import { fail, root } from "./project.mjs";

/** The Node the product runs on: the one from npm, whatever the machine has; a machine's own if it is new enough. */
export function pinnedNode() {
  const pinned = path.join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(pinned)) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  return fail(`there is no Node 24 in npm for ${process.platform}-${process.arch}: install Node.js 24 or newer and try again`);
}
