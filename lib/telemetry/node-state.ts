import type { Fields, TelemetryMessage } from "#lib/telemetry/message";
import { readAmount, readCount, readHash, readHeight } from "#lib/telemetry/read-fields";

/** How a node is, as far as it has told. Instants are of arrival here. */
export interface NodeState {
  readonly bestHeight: bigint | null;
  readonly bestHash: string | null;
  readonly bestAtMs: number | null;
  /** Between its last two best blocks; of several blocks at once their mean. Null where it was set back. */
  readonly blockTimeMs: number | null;
  readonly finalizedHeight: bigint | null;
  readonly finalizedHash: string | null;
  readonly finalizedAtMs: number | null;
  readonly peers: number | null;
  readonly txCount: number | null;
  readonly uploadBytesPerS: number | null;
  readonly downloadBytesPerS: number | null;
  readonly stateCacheBytes: number | null;
  /** JSON of the scores of `sysinfo.hwbench`, MB/s. */
  readonly hwbench: string | null;
}

export const unknownState: NodeState = {
  bestHeight: null,
  bestHash: null,
  bestAtMs: null,
  blockTimeMs: null,
  finalizedHeight: null,
  finalizedHash: null,
  finalizedAtMs: null,
  peers: null,
  txCount: null,
  uploadBytesPerS: null,
  downloadBytesPerS: null,
  stateCacheBytes: null,
  hwbench: null,
};

type Reducer = (state: NodeState, payload: Fields, atMs: number) => NodeState;

/** Types that say how a node is; every other one leaves it as it was. */
const reducers = new Map<string, Reducer>([
  // Told of blocks beside the best chain too: only a higher one is news.
  ["block.import", (state, { height, best }, atMs) => withHigherBest(state, readHeight(height), readHash(best), atMs)],
  ["notify.finalized", (state, { height, best }, atMs) => withHigherFinalized(state, readHeight(height), readHash(best), atMs)],
  ["afg.finalized_blocks_up_to", (state, { number, hash }, atMs) => withHigherFinalized(state, readHeight(number), readHash(hash), atMs)],
  ["system.interval", withInterval],
  ["sysinfo.hwbench", (state, payload) => withHwbench(state, payload)],
]);

/** The state after a message; the very same object where it says nothing new. Nonsense in a field leaves the field as it was. */
export function reduceNodeState(state: NodeState, { msg, payload }: Pick<TelemetryMessage, "msg" | "payload">, atMs: number): NodeState {
  return reducers.get(msg)?.(state, payload, atMs) ?? state;
}

/**
 * Every few seconds a node says where it is: old ones everything at once, new ones blocks and network apart. Here it may be
 * lower than it was: its database was set back, or a fork lost.
 */
function withInterval(state: NodeState, payload: Fields, atMs: number): NodeState {
  const [height, finalizedHeight] = [readHeight(payload.height), readHeight(payload.finalized_height)];
  const blocks = withFinalized(
    withBest(state, height, readHash(payload.best), atMs),
    finalizedHeight,
    readHash(payload.finalized_hash),
    atMs,
  );
  const told = {
    peers: readCount(payload.peers) ?? blocks.peers,
    txCount: readCount(payload.txcount) ?? blocks.txCount,
    uploadBytesPerS: readAmount(payload.bandwidth_upload) ?? blocks.uploadBytesPerS,
    downloadBytesPerS: readAmount(payload.bandwidth_download) ?? blocks.downloadBytesPerS,
    stateCacheBytes: readCacheBytes(payload.used_state_cache_size) ?? blocks.stateCacheBytes,
  };
  const isNew = (Object.keys(told) as (keyof typeof told)[]).some((field) => told[field] !== blocks[field]);
  return isNew ? { ...blocks, ...told } : blocks;
}

function readCacheBytes(value: unknown): number | undefined {
  const bytes = readAmount(value);
  return bytes === undefined ? undefined : Math.trunc(bytes);
}

function withHigherBest(state: NodeState, height: bigint | undefined, hash: string | null, atMs: number): NodeState {
  return height !== undefined && state.bestHeight !== null && height <= state.bestHeight ? state : withBest(state, height, hash, atMs);
}

function withBest(state: NodeState, height: bigint | undefined, hash: string | null, atMs: number): NodeState {
  if (height === undefined) return state;
  if (height === state.bestHeight) return hash === null || hash === state.bestHash ? state : { ...state, bestHash: hash };
  const blockTimeMs = meanBlockTimeMs(state.bestHeight, state.bestAtMs, height, atMs);
  return { ...state, bestHeight: height, bestHash: hash, bestAtMs: atMs, blockTimeMs };
}

function withHigherFinalized(state: NodeState, height: bigint | undefined, hash: string | null, atMs: number): NodeState {
  const isOld = height !== undefined && state.finalizedHeight !== null && height <= state.finalizedHeight;
  return isOld ? state : withFinalized(state, height, hash, atMs);
}

function withFinalized(state: NodeState, height: bigint | undefined, hash: string | null, atMs: number): NodeState {
  if (height === undefined) return state;
  if (height === state.finalizedHeight) return hash === null || hash === state.finalizedHash ? state : { ...state, finalizedHash: hash };
  return { ...state, finalizedHeight: height, finalizedHash: hash, finalizedAtMs: atMs };
}

/** Only numbers, as they are scores; a note of another kind is none. */
function withHwbench(state: NodeState, payload: Fields): NodeState {
  const scores = Object.entries(payload).filter(([, value]) => typeof value === "number" && Number.isFinite(value));
  const hwbench = JSON.stringify(Object.fromEntries(scores));
  return scores.length === 0 || scores.length > 64 || hwbench === state.hwbench ? state : { ...state, hwbench };
}

const maxInt4 = 2 ** 31 - 1;

/** From one best block to another that is higher, ms a block; null where nothing came before, or came later. */
export function meanBlockTimeMs(fromHeight: bigint | null, fromMs: number | null, height: bigint, atMs: number): number | null {
  if (fromHeight === null || fromMs === null || height <= fromHeight || atMs < fromMs) return null;
  return Math.min(maxInt4, Math.round((atMs - fromMs) / Number(height - fromHeight)));
}
