import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import { killPg } from "./acknowledged/kill-pg.ts";
import type { TryFault } from "./fault.ts";
import { randomFrom } from "./random-from.ts";

/** The longest from PostgreSQL's return to the first acknowledgement. */
const longestFirstMs = 5_000;

/** Fifty crashes and stops of PostgreSQL during acknowledged ingest (ten without `--full`). Needs a build (`npm run build`). */
export const tryKillPg: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const result = await killPg({ folder, random: randomFrom(seed), kills: isFull ? 50 : 10, say });
    const [longestAway, longest] = [Math.round(Math.max(...result.awayMs)), Math.round(Math.max(...result.firstMs))];
    return {
      figures: {
        "crashes and stops": result.kills,
        items: result.items,
        "messages without acknowledgement": result.messages,
        "longest away (ms)": longestAway,
        "longest from its return to an acknowledgement (ms)": longest,
      },
      broken: longest > longestFirstMs ? [...result.broken, `after its return nothing was acknowledged for ${longest} ms`] : result.broken,
    };
  });
