import { quarterDays } from "#lib/appliances/capacity-range";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Deletes capacity beyond its retention (quarters of an hour after 30 days, days as Settings say) and tasks that ended long ago. */
export async function purgeAppliances(ctx: Context): Promise<{ quarters: number; days: number; tasks: number }> {
  const settings = await readSettings(ctx.db, ctx.log);
  const { prisma } = ctx.db;
  const [quartersFrom, daysFrom, tasksFrom] = [
    keptFrom(ctx.now, quarterDays),
    keptFrom(ctx.now, settings["appliances.capacityRetentionDays"]),
    keptFrom(ctx.now, settings["appliances.taskRetentionDays"]),
  ];
  const quarters = await prisma.$executeRaw(sql`delete from appliance_capacity where bucket < ${quartersFrom}::timestamptz`);
  const days = await prisma.$executeRaw(sql`delete from appliance_capacity_daily where bucket < ${daysFrom}::timestamptz`);
  const tasks = await prisma.$executeRaw(sql`delete from appliance_task where finished_at < ${tasksFrom}::timestamptz`);
  return { quarters, days, tasks };
}
