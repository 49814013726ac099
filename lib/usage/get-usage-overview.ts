import { operation } from "#lib/auth/operation";
import { currentSettings } from "#lib/settings/current-settings";
import { rollupsKeptFrom } from "#lib/settings/kept-from";
import { bucketEdges, dayS, hourS } from "#lib/universal/buckets";
import { UsageOverview, UsageOverviewInput } from "#lib/usage/schema";
import { bucketStarts, chartOf, isoOf } from "#lib/usage/usage-buckets";
import { rangeEdges, readRange, refuseRange } from "#lib/usage/usage-range";
import { nothing, totalsOf } from "#lib/usage/usage-sum";
import { fleetBuckets, topNodes, topUsers, unbilledBacklog } from "./internal/fleet-usage.ts";

/** How many users and nodes are named. */
const top = 10;
const maxDays = 90;
/** Longer ranges are shown by UTC day. */
const maxHourlyDays = 7;

/**
 * The whole fleet's traffic by hour or UTC day, who and what moved most of it, and what billing has not taken yet. The
 * last 24 hours unless a range is given; `previous` is the same length just before.
 */
export const getUsageOverview = operation(
  {
    name: "getUsageOverview",
    summary: "Show the fleet's traffic",
    policy: "usage:read",
    input: UsageOverviewInput,
    output: UsageOverview,
  },
  async ({ db, now }, input) => {
    const nextHourS = bucketEdges("hour", "UTC", now.getTime() / 1000, now.getTime() / 1000 + 1).at(-1) ?? 0;
    const to = input.to ?? isoOf(nextHourS);
    const { fromS, toS } = readRange(input.from ?? isoOf(Date.parse(to) / 1000 - 24 * hourS), to);
    const isShort = toS - fromS <= maxHourlyDays * dayS;
    const bucket = input.bucket ?? (isShort ? "hour" : "day");
    if (bucket === "hour" && !isShort) throw refuseRange("bucket", `hour is for ranges up to ${maxHourlyDays} days`);
    const edges = rangeEdges(bucket, "UTC", fromS, toS, maxDays);
    const settings = await currentSettings(db);
    const [startS = 0, endS = 0] = [edges[0], edges.at(-1)];
    const [[previous = nothing, ...sums], users, nodes, unbilled] = await Promise.all([
      fleetBuckets(db, [startS - (endS - startS), ...edges]),
      topUsers(db, startS, endS, top),
      topNodes(db, startS, endS, top),
      unbilledBacklog(db),
    ]);
    return {
      from: isoOf(startS),
      to: isoOf(endS),
      bucket,
      ...chartOf(bucketStarts(edges), sums),
      previous: totalsOf(previous),
      topUsers: users.map(({ sum, ...user }) => ({ ...user, ...totalsOf(sum) })),
      topNodes: nodes.map(({ sum, nodeName, ...node }) => ({
        ...node,
        nodeName: nodeName ?? `Deleted (${node.nodeClientId})`,
        ...totalsOf(sum),
      })),
      unbilled,
      keptFrom: rollupsKeptFrom(now, settings["usage.rollupRetentionDays"]).toISOString(),
    };
  },
);
