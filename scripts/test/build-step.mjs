import { check } from "./check.mjs";

/** In a process of its own: a build that fails ends it, and the run goes on to say what else is wrong. */
export const buildStep = check(["scripts/build.mjs"]);
