import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";

/** How long the nodes' own reports are kept, days. */
export const retentionDays = { samples: 35, detections: 90, onlineUsers: 1 } as const;

/** Deletes samples, rule detections and online users beyond retention, by arrival time only: node clocks lie. */
export async function purgeFleet(ctx: Context): Promise<{ samples: number; detections: number; onlineUsers: number }> {
  const before = (days: number) => new Date(ctx.now.getTime() - days * 86_400_000);
  const { prisma } = ctx.db;
  const samples = await prisma.$executeRaw(sql`delete from node_sample where at < ${before(retentionDays.samples)}::timestamptz`);
  const detections = await prisma.$executeRaw(sql`delete from node_detect_log where at < ${before(retentionDays.detections)}::timestamptz`);
  const onlineUsers = await prisma.$executeRaw(
    sql`delete from node_online_user where seen_at < ${before(retentionDays.onlineUsers)}::timestamptz`,
  );
  return { samples, detections, onlineUsers };
}
