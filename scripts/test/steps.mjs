import { buildStep } from "./build-step.mjs";
import { check } from "./check.mjs";
import { playwright } from "./playwright.mjs";
import { vitest } from "./vitest.mjs";

const biome = "node_modules/@biomejs/biome/bin/biome";
const tsc = "node_modules/typescript/bin/tsc";
const arrowRules = ["--only=style/noRestrictedImports", "--only=suspicious/noImportCycles"];

/**
 * Everything `npm test` does, in order. Each static check counts as one; the others count their tests. A step whose
 * `needs` failed is not run and counts as one failure. Neighbours of one `group` run side by side.
 */
export const steps = [
  { name: "lint", group: "static", run: check([biome, "check", "--max-diagnostics=50", "."]) },
  { name: "arrows", group: "static", run: check([biome, "lint", ...arrowRules, "--max-diagnostics=50", "."]) },
  { name: "routes", group: "static", run: check(["scripts/route-manifest.ts"]) },
  { name: "types", group: "static", run: check(["node_modules/next/dist/bin/next", "typegen"], [tsc, "--noEmit"]) },
  { name: "knip", group: "static", run: check(["node_modules/knip/bin/knip.js"]) },
  { name: "unit", hasFiles: true, run: vitest("unit") },
  { name: "db", hasFiles: true, run: vitest("db") },
  { name: "build", run: buildStep },
  { name: "http", hasFiles: true, needs: ["build"], run: vitest("http") },
  { name: "browser", hasFiles: true, needs: ["build"], run: playwright },
];
