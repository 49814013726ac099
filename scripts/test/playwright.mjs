import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "./run-command.mjs";

/** The browser journeys of e2e/. Those that a filter names are recorded, and what fails leaves its trace in test-results. */
export async function playwright({ node, filters }) {
  const folder = await mkdtemp(path.join(tmpdir(), "fleetlight-playwright-"));
  const file = path.join(folder, "results.json");
  const some = filters.length > 0 ? ["--pass-with-no-tests", "--trace=retain-on-failure"] : [];
  const code = await runCommand(node, ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...some, ...filters], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  });
  const results = await readFile(file, "utf8").then(JSON.parse, () => undefined);
  await rm(folder, { recursive: true, force: true });
  if (code !== 0 && filters.length === 0) console.log("For the trace of what failed: npm test -- browser <its file>");
  return countPlaywright(results, code);
}

/** A run that failed without a failed test (the server did not start) counts as one failure. */
export function countPlaywright(results, code) {
  if (!results) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = results.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}
