import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { operation } from "#lib/auth/operation";
import { type SubjectUser, subjectUser } from "#lib/auth/subject-user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { forecastEmpty } from "#lib/package-queue/forecast-empty";
import { PackageWarningKind, type QueueItem, UserPackages, UserPackagesInput } from "#lib/package-queue/schema";
import { readQueueItems } from "./internal/queue-item-row.ts";

/** How many ended items are shown. */
const maxPast = 100;
const hourMs = 3_600_000;
const windowMs = 7 * 24 * hourMs;

const Warning = z.object({ kind: PackageWarningKind, warned_at: column.instant });
const Recent = z.object({ billed: column.bytes, first_activated_at: column.instant.nullable() });

/** The user's packages: the active one with what is left of it, those that wait, in order, and those that ended, latest first. */
export const getUserPackages = operation(
  { name: "listUserPackages", summary: "Show a user's packages", policy: "signed-in", input: UserPackagesInput, output: UserPackages },
  async (ctx, { userId }) => {
    const user = await subjectUser(ctx, userId, "packages:read");
    const ofUser = sql`where q.user_id = ${user.userId}::uuid`;
    const [rows, recent] = await Promise.all([
      readQueueItems(
        ctx.db,
        ctx.now,
        sql`${ofUser} and (q.status in ('active', 'in_queue') or q.id in (
          select id from package_queue where user_id = ${user.userId}::uuid and status <> 'in_queue' order by position desc limit ${maxPast}))`,
      ),
      recentUse(ctx, user),
    ]);
    const items = rows.map((row) => row.item);
    const active = items.find((item) => item.status === "active");
    return {
      active: active ? { ...active, ...quotaOf(active, recent, ctx.now), warnings: await warningsOf(ctx, active.id) } : null,
      queue: items.filter((item) => item.status === "in_queue").reverse(),
      past: items.filter((item) => item.status === "consumed" || item.status === "cancelled").sort(byLatestEnd),
    };
  },
);

interface RecentUse {
  billed: bigint;
  windowFrom: Date;
}

/** Billed bytes of the last 7 days, or since the user's first package if that is later. */
async function recentUse({ db, now }: Context, { userId, uid }: SubjectUser): Promise<RecentUse> {
  const hour = Math.floor(now.getTime() / hourMs);
  const [found] = await db.rows(
    sql`select
      (select coalesce(sum(billed_upload + billed_download), 0) from user_package_usage_hourly
        where uid = ${uid}::int and bucket > ${hour - 168}::int and bucket <= ${hour}::int) as billed,
      (select min(activated_at) from package_queue where user_id = ${userId}::uuid) as first_activated_at`,
    Recent,
  );
  const firstMs = found?.first_activated_at?.getTime() ?? 0;
  return { billed: found?.billed ?? 0n, windowFrom: new Date(Math.max(now.getTime() - windowMs, firstMs)) };
}

function quotaOf(item: QueueItem, recent: RecentUse, now: Date) {
  const quota = BigInt(item.trafficLimit) + BigInt(item.adjustQuota);
  const usedTotal = BigInt(item.used.upload) + BigInt(item.used.download);
  const left = quota > usedTotal ? quota - usedTotal : 0n;
  const expiresAt = item.expiresAt === null ? null : new Date(item.expiresAt);
  return {
    quota: String(quota),
    usedTotal: String(usedTotal),
    left: String(left),
    usedShare: quota > 0n ? Number(usedTotal) / Number(quota) : 1,
    forecastEmptyAt: forecastEmpty({ left, ...recent, expiresAt }, now)?.toISOString() ?? null,
  };
}

async function warningsOf({ db }: Context, itemId: string) {
  const given = await db.rows(
    sql`select kind, warned_at from package_warning where package_queue_id = ${itemId}::uuid order by warned_at, kind`,
    Warning,
  );
  return given.map(({ kind, warned_at }) => ({ kind, at: warned_at.toISOString() }));
}

/** Instants of one zone are ordered as their text is. */
function byLatestEnd(a: QueueItem, b: QueueItem): number {
  return (b.endedAt ?? "").localeCompare(a.endedAt ?? "");
}
