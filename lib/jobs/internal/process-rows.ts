import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { JobProcessView } from "#lib/jobs/schema";

const Row = z.object({ name: z.string(), started_at: z.date(), seen_at: z.date() });

/** Three of its signs of life, and a little: a process that is only slow is not called dead. */
const aliveWithinMs = 35_000;

/** The processes that run jobs, or did within the last day and went away without a word; the last seen first. */
export async function readProcesses(db: Database, now: Date): Promise<JobProcessView[]> {
  const rows = await db.rows(sql`select name, started_at, seen_at from job_process order by seen_at desc, id limit 50`, Row);
  return rows.map((row) => ({
    name: row.name,
    startedAt: row.started_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    isAlive: now.getTime() - row.seen_at.getTime() <= aliveWithinMs,
  }));
}
