import type { Context } from "#lib/auth/context";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { groups } from "./catalogue.ts";
import type { Group } from "./metric.ts";
import type { ProcessSample } from "./process-sample.ts";
import { readProcesses } from "./read-processes.ts";
import { type Point, writePoints } from "./write-points.ts";

/** What a collection did; kept with the job's run. */
export interface Collected {
  processes: number;
  points: number;
  /** Groups that could not be read: their values are unknown for this slot. */
  failed: string[];
}

/** Reads every group and writes what is known, for one slot. A group that fails leaves a gap in its own series only. */
export async function collectMetrics(ctx: Context, slot: Date, from: readonly Group[] = groups): Promise<Collected> {
  const processes = await readProcesses(ctx);
  const read = await Promise.all(from.map((group) => readGroup(ctx, group, processes)));
  const points = read.flatMap((result) => (Array.isArray(result) ? result : []));
  const written = await transaction(ctx.db, async (tx) => {
    const count = await writePoints(tx, slot, points);
    if (count > 0) publish(tx, ctx.now, "metrics:updated", ["permission:monitoring:read"], { at: slot.toISOString() });
    return count;
  });
  return { processes: processes.length, points: written, failed: read.filter((result) => typeof result === "string") };
}

/** A group's known values, or its name when it could not be read. */
async function readGroup(ctx: Context, group: Group, processes: readonly ProcessSample[]): Promise<Point[] | string> {
  try {
    const samples = await group.read(ctx, processes);
    return samples.flatMap(({ labels, values }) =>
      Object.entries(values).flatMap(([key, value]) =>
        value !== null && Number.isFinite(value) ? [{ name: `${group.name}.${key}`, labels, value }] : [],
      ),
    );
  } catch (error) {
    ctx.log.error({ err: error, group: group.name }, "could not read metrics");
    return group.name;
  }
}
