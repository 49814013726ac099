import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { runWithProgress } from "./progress.mjs";
import { fail, root } from "./project.mjs";
import { hashOf, readStamp, writeStamp } from "./stamp.mjs";

const stampFile = "node_modules/.fleetlight-lock";
/** npm writes it at the end of an install. */
const installed = path.join(root, "node_modules/.package-lock.json");

/** Installs exactly what the lockfile says when that is not there yet. */
export async function install() {
  const wanted = hashOf(["package-lock.json"]);
  if (readStamp(stampFile) === wanted && existsSync(installed)) return;
  if (!isInstalledByHand()) {
    const npm = process.env.npm_execpath;
    const [command, ...before] = npm ? [process.execPath, npm] : [process.platform === "win32" ? "npm.cmd" : "npm"];
    const flags = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
    const isDone = await runWithProgress("Installing dependencies (about a minute)", command, [...before, ...flags]);
    if (!isDone) fail("npm ci failed; its words are above. Is the npm registry in reach?");
  }
  writeStamp(stampFile, wanted);
}

/** Somebody ran `npm ci` after the lockfile changed: nothing to do but remember it. */
function isInstalledByHand() {
  const done = statSync(installed, { throwIfNoEntry: false });
  return done !== undefined && done.mtimeMs >= statSync(path.join(root, "package-lock.json")).mtimeMs;
}
