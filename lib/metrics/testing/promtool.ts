import { spawnSync } from "node:child_process";

/** Debian's package `prometheus` brings it; what needs it is left out where it is absent. */
export const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;
