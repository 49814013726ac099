import { z } from "zod";
import { BytesText, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

export const NoInput = z.strictObject({});
/** What a node calls itself on the network, as it says it. */
export const PeerId = PlainText.pipe(z.string().min(1).max(256));
const Msg = PlainText.pipe(z.string().min(1).max(256));
/** A bigint of the database as text. */
const BigId = z.string().regex(/^\d{1,19}$/);
/** A stretch of time, `[from, to)`. */
export const Range = { from: Instant.optional(), to: Instant.optional() };

// ── nodes ─────────────────────────────────────────────────────────────────────────────────────
export const NodeConnectionStatus = z.enum(["connected", "disconnected"]);
export type NodeConnectionStatus = z.infer<typeof NodeConnectionStatus>;

/**
 * A chain node as it is now, what lists show of it. Everything it has not told is null. Instants of blocks are of arrival here;
 * rates are bytes per second.
 */
export const NodeView = z.object({
  peerId: z.string(),
  name: z.string(),
  /** The chain's genesis hash, or its name where nodes do not say the hash. */
  chainKey: z.string(),
  chain: z.string(),
  version: z.string(),
  implementation: z.string(),
  authority: z.boolean(),
  status: NodeConnectionStatus,
  /** By the node's own clock. */
  startedAt: Instant.nullable(),
  connectedAt: Instant,
  lastSeenAt: Instant,
  disconnectedAt: Instant.nullable(),
  /** How far its clock is ahead of ours, ms; negative: behind. */
  clockAheadMs: z.number().int(),
  bestHeight: z.number().int().nullable(),
  bestAt: Instant.nullable(),
  /** Between its last two best blocks. */
  blockTimeMs: z.number().int().nullable(),
  /** After the first node of its chain. */
  propagationMs: z.number().int().nullable(),
  finalizedHeight: z.number().int().nullable(),
  finalizedAt: Instant.nullable(),
  peers: z.number().int().nullable(),
  txCount: z.number().int().nullable(),
  uploadBytesPerS: z.number().nullable(),
  downloadBytesPerS: z.number().nullable(),
  stateCacheBytes: BytesText.nullable(),
});
export type NodeView = z.infer<typeof NodeView>;

/** `name` and `chain` go up from A, all else goes down from the newest or most; nodes that do not tell come last. */
export const NodeSort = z.enum(["name", "chain", "lastSeen", "connected", "bestHeight", "finalizedHeight", "peers", "txCount"]);
export type NodeSort = z.infer<typeof NodeSort>;
/** `text` finds part of a name, peer id, version or address; `chain` is a chain key. */
export const ListNodesInput = z.strictObject({
  chain: PlainText.max(256).optional(),
  text: PlainText.max(120).optional(),
  status: NodeConnectionStatus.optional(),
  sort: NodeSort.default("name"),
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListNodesInput = z.input<typeof ListNodesInput>;
export const NodeList = page(NodeView);
export type NodeList = z.infer<typeof NodeList>;

/** All nodes at one instant; those that `total` counts beyond the ten thousand heard of last are left out, and `isCut` says so. */
export const LiveNodes = z.object({ at: Instant, nodes: z.array(NodeView), total: z.number().int(), isCut: z.boolean() });
export type LiveNodes = z.infer<typeof LiveNodes>;
/** What is different of a node; one that was not told before has every field. */
export const NodePatch = NodeView.partial().required({ peerId: true });
export type NodePatch = z.infer<typeof NodePatch>;
/**
 * What `WS /api/v1/telemetry/live` tells: a greeting, then of every node that changed what is different, and the ids of those
 * that are no more.
 */
export const LiveMessage = z.union([
  z.object({ hello: z.object({ at: Instant, intervalMs: z.number().int() }) }),
  z.object({ at: Instant, nodes: z.array(NodePatch), gone: z.array(z.string()) }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** What the address of a telemetry socket may say: a ticket instead of a cookie or a key. */
export const SocketInput = z.strictObject({ ticket: z.string().min(1).max(200).optional() });

/** The machine as the node describes it. */
const MachineInfo = z.object({
  cpu: z.string().nullable(),
  coreCount: z.number().nullable(),
  memoryBytes: BytesText.nullable(),
  linuxKernel: z.string().nullable(),
  linuxDistro: z.string().nullable(),
  isVirtualMachine: z.boolean().nullable(),
});
/**
 * One score of the node's own hardware benchmark, MB/s, against the reference machine of Polkadot's validators:
 * `percent` is of it, 100 and more is enough. The parallel CPU score has no reference.
 */
const HardwareScore = z.object({
  name: z.enum(["cpu", "parallelCpu", "memory", "diskSequentialWrite", "diskRandomWrite"]),
  score: z.number(),
  reference: z.number().nullable(),
  percent: z.number().nullable(),
});
export type HardwareScore = z.infer<typeof HardwareScore>;

export const PeerInput = z.strictObject({ peerId: PeerId });
export const NodeDetail = NodeView.extend({
  ipAddr: z.string(),
  genesisHash: z.string().nullable(),
  bestHash: z.string().nullable(),
  finalizedHash: z.string().nullable(),
  targetOs: z.string().nullable(),
  targetArch: z.string().nullable(),
  targetEnv: z.string().nullable(),
  machine: MachineInfo.nullable(),
  /** Empty: it has not told. */
  hardware: z.array(HardwareScore),
  /** Its messages are kept for ever. */
  audit: z.boolean(),
  firstSeenAt: Instant,
  /** More than ten minutes ahead or behind. */
  isClockWrong: z.boolean(),
  messageCount: z.number().int(),
  connectionCount: z.number().int(),
});
export type NodeDetail = z.infer<typeof NodeDetail>;

/** The last 24 hours unless said; at most 400 days. */
export const NodeHistoryInput = z.strictObject({
  peerId: PeerId,
  ...Range,
  points: z.coerce.number().int().min(2).max(2_000).default(500),
});
/** Steps of which nothing is known have no point. Heights are the highest of the step, the rest are means. */
const NodePoint = z.object({
  at: Instant,
  bestHeight: z.number().nullable(),
  finalizedHeight: z.number().nullable(),
  peers: z.number().nullable(),
  txCount: z.number().nullable(),
  uploadBytesPerS: z.number().nullable(),
  downloadBytesPerS: z.number().nullable(),
  blockTimeMs: z.number().nullable(),
});
export const NodeHistory = z.object({ from: Instant, to: Instant, stepSeconds: z.number().int(), points: z.array(NodePoint) });
export type NodeHistory = z.infer<typeof NodeHistory>;

export const PeerPageInput = z.strictObject({ peerId: PeerId, limit: Limit, cursor: Cursor.optional() });
/** One stay on a socket, newest first. `nodeId` is the envelope's id, 0 for old nodes. */
export const NodeConnection = z.object({
  id: BigId,
  socketId: z.string(),
  nodeId: z.string(),
  ipAddr: z.string(),
  name: z.string().nullable(),
  chain: z.string().nullable(),
  version: z.string().nullable(),
  implementation: z.string().nullable(),
  authority: z.boolean().nullable(),
  startedAt: Instant.nullable(),
  audit: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant,
  disconnectedAt: Instant.nullable(),
  /** `closed`, `lost`, `silent`, …; null while it is open. */
  disconnectReason: z.string().nullable(),
  clockAheadMs: z.number().int(),
});
export const NodeConnectionList = page(NodeConnection);
export type NodeConnectionList = z.infer<typeof NodeConnectionList>;

// ── chains ────────────────────────────────────────────────────────────────────────────────────
export const Chain = z.object({
  chainKey: z.string(),
  name: z.string(),
  nodes: z.number().int(),
  connected: z.number().int(),
  /** Of the connected ones, those that say they are an authority. */
  validators: z.number().int(),
  best: z.number().int().nullable(),
  bestAt: Instant.nullable(),
  finalized: z.number().int().nullable(),
  finalizedAt: Instant.nullable(),
  /** Blocks from the last finalized one to the best. */
  finalityLag: z.number().int().nullable(),
  /** The mean of the last 50. */
  blockTimeMs: z.number().nullable(),
  /** Of the connected nodes, most first. */
  versions: z.array(z.object({ version: z.string(), nodes: z.number().int() })),
});
export type Chain = z.infer<typeof Chain>;
export const ChainList = z.object({ items: z.array(Chain) });
export type ChainList = z.infer<typeof ChainList>;

// ── messages ──────────────────────────────────────────────────────────────────────────────────
/** All that is kept unless said. Counts are kept by day of arrival (UTC): a range is widened to whole days. */
export const LogTypesInput = z.strictObject({ peerId: PeerId, ...Range });
/** Most first. An empty `msg` stands for the types beyond the 200 that are counted by name. `lastAt` is by the node's clock. */
export const LogTypes = z.object({
  from: Instant.nullable(),
  to: Instant.nullable(),
  items: z.array(z.object({ msg: z.string(), qty: z.number().int(), lastAt: Instant })),
});
export type LogTypes = z.infer<typeof LogTypes>;

/** By the node's clock, `[from, to)`; the last 24 hours unless said. `target` is the message's own field of that name. */
export const ListLogsInput = z.strictObject({
  peerId: PeerId,
  msg: Msg.optional(),
  target: PlainText.max(256).optional(),
  ...Range,
  limit: Limit,
  cursor: Cursor.optional(),
});
export type ListLogsInput = z.input<typeof ListLogsInput>;
/** Instants to the microsecond. `payload` is what the node said, without the envelope of current nodes. */
export const LogLine = z.object({
  id: BigId,
  msg: z.string(),
  createdAt: Instant,
  receivedAt: Instant,
  audit: z.boolean(),
  ipAddr: z.string(),
  payload: z.unknown(),
});
export type LogLine = z.infer<typeof LogLine>;
export const LogList = page(LogLine);
export type LogList = z.infer<typeof LogList>;

/** The last hour unless said. */
export const ProfilingInput = z.strictObject({ peerId: PeerId, ...Range });
/** Durations in ns. */
export const ProfilingFigures = z.object({
  count: z.number().int(),
  mean: z.number(),
  median: z.number(),
  min: z.number(),
  max: z.number(),
  p90: z.number(),
});
/** Of `tracing.profiling` by (target, name), the longest total first. `isCut`: there were more messages than are read, the newest count. */
export const Profiling = z.object({
  from: Instant,
  to: Instant,
  isCut: z.boolean(),
  items: z.array(ProfilingFigures.extend({ target: z.string(), name: z.string() })),
});
export type Profiling = z.infer<typeof Profiling>;

// ── the database ──────────────────────────────────────────────────────────────────────────────
/** Largest first, with indexes. A partitioned table is one relation; `rowsEstimate` is the planner's; null where it has not looked yet. */
export const DatabaseSizes = z.object({
  totalBytes: BytesText,
  relations: z.array(
    z.object({ relation: z.string(), bytes: BytesText, rowsEstimate: z.number().nullable(), partitions: z.number().int() }),
  ),
  /** The days of telemetry messages, newest first. */
  days: z.array(z.object({ day: z.string(), audit: z.boolean(), bytes: BytesText, rowsEstimate: z.number().nullable() })),
});
export type DatabaseSizes = z.infer<typeof DatabaseSizes>;
