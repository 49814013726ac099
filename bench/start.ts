import { execFile } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "#server/database/free-port";
import type { Bench } from "./harness/bench.ts";
import { root, startCommand, stopCommand } from "./harness/command.ts";
import { type Figure, median } from "./harness/figure.ts";
import { untilReady } from "./harness/product-server.ts";
import { inTemporaryFolder } from "./harness/temporary-folder.ts";

const run = promisify(execFile);
type Say = (words: string) => void;

/** From `npm start` to ready on data that is there; and, with --full, from a fresh clone to the live demo. */
export const start: Bench = async ({ rounds, isFull, say }) => {
  const warm = await inTemporaryFolder((folder) => warmStarts(folder, rounds, say));
  const figures: Figure[] = [
    {
      name: "warm start → ready",
      value: median(warm),
      unit: "s",
      aim: { atMost: 5 },
      note: "npm start; built, database there, cleanly stopped",
    },
  ];
  if (!isFull) return figures;
  const seconds = await inTemporaryFolder((folder) => freshDemo(folder, say));
  return [
    ...figures,
    { name: "fresh clone → demo usable", value: seconds / 60, unit: "min", aim: { atMost: 4 }, note: "npm ci, build and history included" },
  ];
};

/** Seconds of each start but the first, which makes database and build. */
async function warmStarts(folder: string, rounds: number, say: Say): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const port = await freePort();
    const startedAt = performance.now();
    const child = startCommand(root, "npm", ["start"], { PORT: String(port), HOST: "127.0.0.1", FLEETLIGHT_DATA_DIR: folder });
    try {
      await untilReady(`http://127.0.0.1:${port}`, child, 600_000);
      const taken = (performance.now() - startedAt) / 1000;
      if (round > 0) seconds.push(taken);
      say(`start ${round} of ${rounds}: ${taken.toFixed(1)} s${round === 0 ? " (not counted)" : ""}`);
    } finally {
      await stopCommand(child);
    }
  }
  return seconds;
}

/** Clones what is committed and waits until the demo's nodes report: then both logins show a living fleet. */
async function freshDemo(folder: string, say: Say): Promise<number> {
  const clone = path.join(folder, "fleetlight");
  await run("git", ["clone", "--quiet", root, clone]);
  const port = await freePort();
  const startedAt = performance.now();
  let isReporting = false;
  const child = startCommand(clone, "npm", ["run", "demo"], { PORT: String(port), HOST: "127.0.0.1" }, (line) => {
    say(line);
    if (/simulator: \d+ nodes/.test(line)) isReporting = true;
  });
  try {
    await untilReady(`http://127.0.0.1:${port}`, child, 900_000);
    while (!isReporting && child.exitCode === null) await pause(50);
    if (!isReporting) throw new Error("The demo ended before its nodes reported");
    return (performance.now() - startedAt) / 1000;
  } finally {
    await stopCommand(child);
  }
}
