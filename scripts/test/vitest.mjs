import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "./run-command.mjs";

/** The tests of one project of vitest.config.ts. */
export function vitest(project) {
  return async ({ node, filters }) => {
    const folder = await mkdtemp(path.join(tmpdir(), "fleetlight-vitest-"));
    const file = path.join(folder, "results.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const some = filters.length > 0 ? ["--passWithNoTests"] : [];
    const code = await runCommand(node, ["node_modules/vitest/vitest.mjs", "run", "--project", project, ...reporters, ...some, ...filters]);
    const results = await readFile(file, "utf8").then(JSON.parse, () => undefined);
    await rm(folder, { recursive: true, force: true });
    return countVitest(results, code);
  };
}

/** A file that could not be loaded has no tests and counts as one failure; so does a run that failed without a failed test. */
export function countVitest(results, code) {
  if (!results) return { passed: 0, failed: 1, skipped: 0 };
  const unloadable = results.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = results.numFailedTests + unloadable;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
