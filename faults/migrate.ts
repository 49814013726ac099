import { startEmbedded } from "#server/database/embedded";
import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { migrateUnderLoad } from "./migrate/migrate-under-load.ts";
import { randomFrom } from "./random-from.ts";

/** The longest that a write may be held up, in milliseconds. */
const longestWaitMs = 2_000;

/** Everything since the first migration, on a database in use: 10 M usage lines, or 200,000 without `--full`. */
export const tryMigrate: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (dataDir) => {
    const embedded = await startEmbedded({ dataDir });
    try {
      const size = isFull ? { users: 500, lines: 10_000_000, rows: 200_000 } : { users: 100, lines: 200_000, rows: 20_000 };
      const { broken, ...figures } = await migrateUnderLoad({ url: embedded.url, random: randomFrom(seed), kills: 5, say, ...size });
      const isSlow = figures.longestWaitMs > longestWaitMs;
      return {
        figures: {
          migrations: figures.migrations,
          "starts killed": figures.killed,
          writes: figures.writes,
          "longest wait of a write (ms)": Math.round(figures.longestWaitMs),
          "which was of": figures.longestKind,
          "from first start to current (ms)": Math.round(figures.migratingMs),
        },
        broken: isSlow ? [...broken, `a write waited ${Math.round(figures.longestWaitMs)} ms`] : broken,
      };
    } finally {
      await embedded.stop();
    }
  });
