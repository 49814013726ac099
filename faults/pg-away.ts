import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { pgAway } from "./acknowledged/pg-away.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";

/** The database is away for five minutes (30 s without `--full`) under nodes that go on sending. Needs a build (`npm run build`). */
export const tryPgAway: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const { broken, items, messages, ...figures } = await pgAway({
      folder,
      random: randomFrom(seed),
      awayMs: isFull ? 300_000 : 30_000,
      say,
    });
    return {
      figures: {
        items,
        "messages without acknowledgement": messages,
        "resident before (MB)": Math.round(figures.residentMb),
        "grown at most (MB)": Math.round(figures.grownMb),
        "slowest refusal (ms)": Math.round(figures.slowestRefusalMs),
        "named by health after (ms)": Math.round(figures.namedMs),
        "well again after (ms)": Math.round(figures.healedMs),
        "ready again after (ms)": Math.round(figures.readyMs),
        "first acknowledgement after (ms)": Math.round(figures.firstMs),
      },
      broken,
    };
  });
