import { fail } from "./set-up/project.mjs";
import { setUp } from "./set-up/set-up.mjs";

/**
 * `npm test [-- --no-browser] [names]`: everything, or the steps and test files that match the names.
 * Plain Node >= 20.9 on a fresh clone; ends with one line `N passed, N failed` and exits non-zero on any failure.
 */
const words = process.argv.slice(2);
const node = await setUp();
const { chooseSteps } = await import("./test/choose-steps.mjs");
const { runSteps } = await import("./test/run-steps.mjs");
const { report } = await import("./test/report.mjs");
const { steps, filters } = chosen();
process.exitCode = report(await runSteps(steps, { node, filters }));

function chosen() {
  try {
    return chooseSteps(words);
  } catch (error) {
    return fail(error.message);
  }
}
