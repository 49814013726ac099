import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const dayMs = 86_400_000;
const daysAhead = 3;
const Made = z.object({ made: column.count });

/** Tables of which each day has its own partition. */
export const telemetryParents = {
  expiring: "substrate_logs_expiring",
  audit: "substrate_logs_audit",
  minutes: "telemetry_node_minute",
  reputation: "peer_reputation",
};

/** How many partitions of each table were missing. */
export type TelemetryPartitionsMade = Record<keyof typeof telemetryParents, number>;

/**
 * Makes the missing partitions for what arrives from yesterday on and in the coming days. Each table in a transaction of
 * its own: a new partition locks its table against writers, who hold several.
 */
export async function maintainTelemetryPartitions(db: Database, now: Date): Promise<TelemetryPartitionsMade> {
  const [from, to] = [new Date(now.getTime() - dayMs), new Date(now.getTime() + daysAhead * dayMs)];
  const make = async (parent: string) => {
    const [row] = await db.rows(
      sql`select ensure_partitions(${parent}, 'day', null, ${from}::timestamptz, ${to}::timestamptz) as made`,
      Made,
    );
    return row?.made ?? 0;
  };
  return {
    expiring: await make(telemetryParents.expiring),
    audit: await make(telemetryParents.audit),
    minutes: await make(telemetryParents.minutes),
    reputation: await make(telemetryParents.reputation),
  };
}
