import { operation } from "#lib/auth/operation";
import { subjectUser } from "#lib/auth/subject-user";
import { recentEdges } from "#lib/universal/buckets";
import { RecentUsage, RecentUsageInput } from "#lib/usage/schema";
import { bucketStarts, chartOf, isoOf } from "#lib/usage/usage-buckets";
import { nothing, totalsOf } from "#lib/usage/usage-sum";
import { readRollups } from "./internal/read-rollups.ts";

/**
 * A user's last day, week or month in any zone; the last bucket is the present one and still growing. `previous` is the
 * same length just before `from`.
 */
export const getRecentUsage = operation(
  {
    name: "getRecentTrafficUsage",
    summary: "Show a user's recent traffic, raw and billed",
    policy: "signed-in",
    input: RecentUsageInput,
    output: RecentUsage,
  },
  async (ctx, { range, timeZone, userId }) => {
    const { uid } = await subjectUser(ctx, userId, "usage:read");
    const edges = recentEdges(range, timeZone, ctx.now.getTime() / 1000);
    const [fromS = 0, toS = 0] = [edges[0], edges.at(-1)];
    const [previous = nothing, ...sums] = (await readRollups(ctx.db, uid, [fromS - (toS - fromS), ...edges])).get(null) ?? [];
    return { range, timeZone, from: isoOf(fromS), to: isoOf(toS), ...chartOf(bucketStarts(edges), sums), previous: totalsOf(previous) };
  },
);
