import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Who was online is of use for minutes only. */
const onlineUserDays = 1;

/** Deletes samples and rule detections beyond the retention that Settings say, by arrival time only: node clocks lie. */
export async function purgeFleet(ctx: Context): Promise<{ samples: number; detections: number; onlineUsers: number }> {
  const settings = await readSettings(ctx.db, ctx.log);
  const before = (days: number) => keptFrom(ctx.now, days);
  const { prisma } = ctx.db;
  const samples = await prisma.$executeRaw(
    sql`delete from node_sample where at < ${before(settings["fleet.sampleRetentionDays"])}::timestamptz`,
  );
  const detections = await prisma.$executeRaw(
    sql`delete from node_detect_log where at < ${before(settings["fleet.detectionRetentionDays"])}::timestamptz`,
  );
  const onlineUsers = await prisma.$executeRaw(sql`delete from node_online_user where seen_at < ${before(onlineUserDays)}::timestamptz`);
  return { samples, detections, onlineUsers };
}
