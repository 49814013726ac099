import type { z } from "zod";
import { operation } from "#lib/auth/operation";
import { subjectUser } from "#lib/auth/subject-user";
import type { Database } from "#lib/core/database";
import { currentSettings } from "#lib/settings/current-settings";
import { rollupsKeptFrom } from "#lib/settings/kept-from";
import { Usage, UsageInput, type UsageSeries } from "#lib/usage/schema";
import { mergeParts, topParts } from "#lib/usage/top-parts";
import { bucketStarts, chartOf, isoOf } from "#lib/usage/usage-buckets";
import { rangeEdges, readRange } from "#lib/usage/usage-range";
import { addSums, isNothing, nothing, totalsOf, type UsageSum } from "#lib/usage/usage-sum";
import { partNames } from "./internal/part-names.ts";
import { type BucketSums, readRollups, type UsageDivision } from "./internal/read-rollups.ts";

/**
 * A user's traffic in any range, cut into quarters of an hour, local hours or local days, and divided by node or package
 * if wanted: the ten largest and `others`. `from` and `to` answer the range widened to whole buckets; `previous` is the
 * same length just before. Before `keptFrom` nothing is kept.
 */
export const getUsage = operation(
  { name: "getUsage", summary: "Show a user's traffic in any range", policy: "signed-in", input: UsageInput, output: Usage },
  async (ctx, { from, to, bucket, timeZone, groupBy, nodeClientId, userId }) => {
    const { fromS, toS } = readRange(from, to);
    const edges = rangeEdges(bucket, timeZone, fromS, toS);
    const settings = await currentSettings(ctx.db);
    const { uid } = await subjectUser(ctx, userId, "usage:read");
    const [startS = 0, endS = 0] = [edges[0], edges.at(-1)];
    const division = groupBy === "none" ? null : groupBy;
    const sums = await readRollups(ctx.db, uid, [startS - (endS - startS), ...edges], division, nodeClientId);
    const [previous = nothing, ...all] = everything(sums);
    const starts = bucketStarts(edges);
    const series =
      division === null ? [{ key: null, label: "All traffic", ...chartOf(starts, all) }] : await seriesOf(ctx.db, division, sums, starts);
    const { totals } = chartOf(starts, all);
    const keptFrom = rollupsKeptFrom(ctx.now, settings["usage.rollupRetentionDays"]).toISOString();
    return { from: isoOf(startS), to: isoOf(endS), bucket, timeZone, groupBy, series, totals, previous: totalsOf(previous), keptFrom };
  },
);

/** Every part together, bucket by bucket. */
function everything(sums: BucketSums): readonly UsageSum[] {
  const parts = [...sums.values()];
  const [first = []] = parts;
  return parts.length < 2 ? first : first.map((_, index) => parts.reduce((sum, part) => addSums(sum, part[index] ?? nothing), nothing));
}

/** One series per part with traffic in the range itself; the first bucket of `sums` is the previous period. */
async function seriesOf(
  db: Database,
  division: UsageDivision,
  sums: BucketSums,
  starts: readonly string[],
): Promise<z.input<typeof UsageSeries>[]> {
  const inRange: BucketSums = new Map();
  for (const [part, [, ...buckets]] of sums) if (!buckets.every(isNothing)) inRange.set(part, buckets);
  const nameOf = await partNames(db, division, [...inRange.keys()]);
  const labels = new Map([...inRange.keys()].map((part) => [nameOf(part).key, nameOf(part).label]));
  return topParts(mergeParts(inRange, (part) => nameOf(part).key)).map(({ key, sums: buckets }) => ({
    key,
    label: key === "others" ? "Others" : (labels.get(key) ?? key),
    ...chartOf(starts, buckets),
  }));
}
