import { steps } from "./steps.mjs";

/**
 * Names of steps choose steps; any other word filters test files, and then only steps with test files run. The build
 * comes along with whatever needs it.
 */
export function chooseSteps(words) {
  const options = words.filter((word) => word.startsWith("-"));
  const unknown = options.filter((option) => option !== "--no-browser");
  if (unknown.length > 0)
    throw new Error(
      `unknown option ${unknown.join(", ")}: there is --no-browser, and names of steps (${steps.map((step) => step.name).join(", ")}) or test files`,
    );
  const names = words.filter((word) => !word.startsWith("-"));
  const filters = names.filter((name) => !steps.some((step) => step.name === name));
  const chosenByName = steps.filter((step) => names.includes(step.name));
  const chosen = chosenByName.length > 0 ? chosenByName : filters.length > 0 ? steps.filter((step) => step.hasFiles) : steps;
  const wanted = chosen.filter((step) => !(step.name === "browser" && options.includes("--no-browser")));
  const needed = new Set(wanted.flatMap((step) => [...(step.needs ?? []), step.name]));
  return { steps: steps.filter((step) => needed.has(step.name)), filters };
}
