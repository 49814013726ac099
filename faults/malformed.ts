import { inTemporaryFolder } from "../bench/harness/temporary-folder.ts";
import type { TryFault } from "./fault.ts";
import { malformed } from "./malformed/malformed.ts";
import { randomFrom } from "./random-from.ts";

/** 10,000 bad frames and 10,000 bad bodies between good ones (1,000 each without `--full`). Needs a build (`npm run build`). */
export const tryMalformed: TryFault = ({ seed, isFull, say }) =>
  inTemporaryFolder(async (folder) => {
    const count = isFull ? 10_000 : 1_000;
    const { broken, ...figures } = await malformed({ folder, random: randomFrom(seed), frames: count, bodies: count, say });
    return { figures, broken };
  });
