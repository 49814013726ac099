import { existsSync } from "node:fs";
import path from "node:path";
import { runWithProgress } from "./progress.mjs";
import { fail, root } from "./project.mjs";
import { hashOf, readStamp, removeStamp, writeStamp } from "./stamp.mjs";

const stampFile = ".next/fleetlight-build";
const sources = ["app", "components", "lib", "public", "prisma/schema", "package-lock.json", "package.json"];
const configuration = ["next.config.mjs", "postcss.config.mjs", "tsconfig.json", "scripts/route-manifest.ts", "scripts/routes"];

/** Reads every route; one without a declared policy is an error. Resolves to whether all is well. */
export function checkRoutes(node) {
  return runWithProgress("Checking the routes", node, ["scripts/route-manifest.ts"]);
}

/**
 * Builds the pages when a source has changed since the last build. First the route manifest: a route without a
 * declared policy fails the build.
 */
export async function build(node, { isForced = false } = {}) {
  const wanted = hashOf([...sources, ...configuration], (file) => !/\.test\.tsx?$/.test(file));
  const isBuilt =
    readStamp(stampFile) === wanted &&
    existsSync(path.join(root, ".next/BUILD_ID")) &&
    existsSync(path.join(root, ".generated/routes.json"));
  if (isBuilt && !isForced) return;
  if (!(await checkRoutes(node))) fail("the routes are not complete; the reason is above");
  // A build that is killed half-way must not look finished.
  removeStamp(stampFile);
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const isDone = await runWithProgress("Building the pages", node, ["node_modules/next/dist/bin/next", "build"], env);
  if (!isDone) fail("the build failed; the reason is above");
  writeStamp(stampFile, wanted);
}
