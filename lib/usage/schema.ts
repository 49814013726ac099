import { z } from "zod";
import { Id, Instant, IntegerId, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";
import { TimeZone } from "#lib/universal/time-zone";
import { Traffic } from "#lib/universal/traffic";

/** Own data; an admin or a key with `usage:read` may name another user. A key has no own data and must name one. */
const userId = Id.optional();

// ── recent usage ──────────────────────────────────────────────────────────────────────────────
export const RecentRange = z.enum(["day", "week", "month"]);
export type RecentRange = z.infer<typeof RecentRange>;
export const RecentUsageInput = z.strictObject({ range: RecentRange.default("day"), timeZone: TimeZone.default("UTC"), userId });

export const UsageBucket = Traffic.extend({ bucketStart: Instant });
export type UsageBucket = z.infer<typeof UsageBucket>;
export const UsageTotals = z.object({ raw: Traffic, billed: Traffic });
export type UsageTotals = z.infer<typeof UsageTotals>;

/**
 * day = 24 hourly buckets, week = 7 and month = 30 daily ones in the user's zone, the last one the current; gaps are
 * zeros. `previous` totals the same stretch just before.
 */
export const RecentUsage = z.object({
  range: RecentRange,
  timeZone: z.string(),
  from: Instant,
  to: Instant,
  raw: z.array(UsageBucket),
  actuallyBilled: z.array(UsageBucket),
  totals: UsageTotals,
  previous: UsageTotals,
});
export type RecentUsage = z.infer<typeof RecentUsage>;

/** Traffic from before is no longer kept (Settings): a range that begins earlier shows zeros there. */
const keptFrom = Instant;

// ── any range ─────────────────────────────────────────────────────────────────────────────────
export const UsageBucketSize = z.enum(["15m", "hour", "day"]);
export type UsageBucketSize = z.infer<typeof UsageBucketSize>;
export const UsageGroupBy = z.enum(["none", "nodeClient", "package"]);
/**
 * At most 400 days and 10,000 buckets. `from` is moved down and `to` up to a bucket's edge in `timeZone`. `nodeClientId`: of this
 * node only, also when it is not among the ten largest; one that the user never used, or that is not, is zeros.
 */
export const UsageInput = z.strictObject({
  from: Instant,
  to: Instant,
  bucket: UsageBucketSize.default("day"),
  timeZone: TimeZone.default("UTC"),
  groupBy: UsageGroupBy.default("none"),
  nodeClientId: IntegerId.optional(),
  userId,
});
/** One line of the chart. `key` is null for `none`, an id for a group, `others` beyond the ten largest, `no_package` for unpackaged traffic. */
export const UsageSeries = z.object({
  key: z.string().nullable(),
  label: z.string(),
  raw: z.array(UsageBucket),
  actuallyBilled: z.array(UsageBucket),
  totals: UsageTotals,
});
export type UsageSeries = z.infer<typeof UsageSeries>;
export const Usage = z.object({
  from: Instant,
  to: Instant,
  bucket: UsageBucketSize,
  timeZone: z.string(),
  groupBy: UsageGroupBy,
  series: z.array(UsageSeries),
  totals: UsageTotals,
  previous: UsageTotals,
  keptFrom,
});
export type Usage = z.infer<typeof Usage>;

// ── the ledger ────────────────────────────────────────────────────────────────────────────────
export const UsageLinesInput = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  nodeClientId: IntegerId.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
  userId,
});
/** "Why was I charged": what moved, by which factor, to which package. `package` is null when none was active. */
export const UsageLine = z.object({
  at: Instant,
  nodeClientId: z.number().int(),
  nodeName: z.string(),
  raw: Traffic,
  trafficFactor: z.string(),
  billed: Traffic,
  package: z.object({ queueItemId: Id, name: z.string() }).nullable(),
});
export type UsageLine = z.infer<typeof UsageLine>;
/** Lines from before `keptFrom` are no longer kept (Settings); a range that begins earlier is incomplete. */
export const UsageLineList = page(UsageLine).extend({ keptFrom: Instant });

// ── usually used nodes ────────────────────────────────────────────────────────────────────────
export const UsualNodesInput = z.strictObject({ days: z.coerce.number().int().min(1).max(400).default(30), userId });
/** `share` of all billed traffic of the range, 0–1. Most used first. */
export const UsualNode = z.object({
  nodeClientId: z.number().int(),
  nodeName: z.string(),
  upload: z.string(),
  download: z.string(),
  billedTraffic: z.string(),
  share: z.number(),
});
export type UsualNode = z.infer<typeof UsualNode>;
export const UsualNodeList = z.object({ items: z.array(UsualNode) });

// ── the fleet's usage (admin) ─────────────────────────────────────────────────────────────────
/** Any range up to 90 days; by hour up to 7 days, else by UTC day. */
export const UsageOverviewInput = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
  bucket: z.enum(["hour", "day"]).optional(),
});
export const UsageOverview = z.object({
  from: Instant,
  to: Instant,
  bucket: z.enum(["hour", "day"]),
  raw: z.array(UsageBucket),
  actuallyBilled: z.array(UsageBucket),
  totals: UsageTotals,
  previous: UsageTotals,
  keptFrom,
  topUsers: z.array(z.object({ userId: Id, uid: z.number().int(), email: z.string(), name: z.string(), raw: Traffic, billed: Traffic })),
  topNodes: z.array(
    z.object({ nodeClientId: z.number().int(), nodeName: z.string(), country: z.string().nullable(), raw: Traffic, billed: Traffic }),
  ),
  /**
   * Lines that no billing run has taken yet. At most 100,000 are looked at, the oldest: with `isCapped` there are more, and
   * `billed` is about those alone.
   */
  unbilled: z.object({ lines: z.number().int(), isCapped: z.boolean(), oldestAt: Instant.nullable(), billed: Traffic }),
});
export type UsageOverview = z.infer<typeof UsageOverview>;

// ── native ingest ─────────────────────────────────────────────────────────────────────────────
/** One line is checked by itself (`usage/check-line`), so that one bad line never costs the good ones. */
export const NativeUsageInput = z.object({
  batchId: z.uuid(),
  bootId: PlainText.min(1).max(256).optional(),
  mode: z.enum(["delta", "cumulative"]),
  lines: z.array(z.unknown()).max(10_000, "at most 10,000 lines a report"),
});
export type NativeUsageInput = z.infer<typeof NativeUsageInput>;
export const RejectedLine = z.object({ index: z.number().int(), code: z.string(), detail: z.string() });
export type RejectedLine = z.infer<typeof RejectedLine>;
export const NativeUsageAnswer = z.object({ accepted: z.number().int(), duplicates: z.number().int(), rejected: z.array(RejectedLine) });
export type NativeUsageAnswer = z.infer<typeof NativeUsageAnswer>;
