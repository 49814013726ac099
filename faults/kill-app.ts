import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { killApp } from "./acknowledged/kill-app.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";

/** The longest from a server's start to its first acknowledgement. */
const longestFirstMs = 5_000;

/** A hundred times `kill -9` during acknowledged ingest (ten without `--full`). Needs a build (`npm run build`). */
export const tryKillApp: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const { items, kills, firstMs, broken } = await killApp({
      folder,
      random: randomFrom(seed),
      kills: isFull ? 100 : 10,
      livesMs: [100, 2_000],
      say,
    });
    const longest = Math.round(Math.max(...firstMs));
    return {
      figures: { kills, items, "longest from start to first acknowledgement (ms)": longest, "median (ms)": medianOf(firstMs) },
      broken: longest > longestFirstMs ? [...broken, `a first acknowledgement took ${longest} ms`] : broken,
    };
  });

function medianOf(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0);
}
