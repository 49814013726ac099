import { meanBlockTimeMs } from "#lib/telemetry/node-state";

/** A chain as the nodes of this process see it. Instants are of arrival. */
export interface ChainState {
  readonly bestHeight: bigint | null;
  readonly bestHash: string | null;
  readonly bestAtMs: number | null;
  readonly finalizedHeight: bigint | null;
  readonly finalizedHash: string | null;
  readonly finalizedAtMs: number | null;
  /** When the first node had each of the last heights, the newest first. */
  readonly arrivals: readonly BlockArrival[];
}

interface BlockArrival {
  height: bigint;
  atMs: number;
  /** Since the best block before it; null for the first. */
  blockTimeMs: number | null;
}

export const unknownChain: ChainState = {
  bestHeight: null,
  bestHash: null,
  bestAtMs: null,
  finalizedHeight: null,
  finalizedHash: null,
  finalizedAtMs: null,
  arrivals: [],
};

/** As many as the mean of the block time is made of. */
const keptArrivals = 50;
/** A chain of which nothing was heard for so long may begin anew, at any height. */
const staleAfterMs = 300_000;
const maxInt4 = 2 ** 31 - 1;

/** After one of its nodes had a best block; the very same object where another one was first. */
export function seeBest(chain: ChainState, height: bigint, hash: string | null, atMs: number): ChainState {
  if (isKnown(chain.bestHeight, chain.bestAtMs, height, atMs)) return chain;
  const blockTimeMs = meanBlockTimeMs(chain.bestHeight, chain.bestAtMs, height, atMs);
  const before = chain.arrivals.filter((arrival) => arrival.height < height).slice(0, keptArrivals - 1);
  return { ...chain, bestHeight: height, bestHash: hash, bestAtMs: atMs, arrivals: [{ height, atMs, blockTimeMs }, ...before] };
}

/** The same of a finalized block. */
export function seeFinalized(chain: ChainState, height: bigint, hash: string | null, atMs: number): ChainState {
  if (isKnown(chain.finalizedHeight, chain.finalizedAtMs, height, atMs)) return chain;
  return { ...chain, finalizedHeight: height, finalizedHash: hash, finalizedAtMs: atMs };
}

/** How long after the first node a node has this block; null for one that was too long ago. */
export function propagationMs(chain: ChainState, height: bigint, atMs: number): number | null {
  const arrival = chain.arrivals.find((one) => one.height === height);
  return arrival ? Math.min(maxInt4, Math.max(0, Math.round(atMs - arrival.atMs))) : null;
}

function isKnown(known: bigint | null, knownAtMs: number | null, height: bigint, atMs: number): boolean {
  if (known === null || knownAtMs === null || height > known) return false;
  return height === known || atMs - knownAtMs < staleAfterMs;
}
