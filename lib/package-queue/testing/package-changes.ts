import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Audited = z.object({ action: z.string(), diff: z.record(z.string(), z.unknown()) });
const Announced = z.object({ series: z.string() });

/** What changes of a package left behind: audit rows in their order, and the series of each announcement. */
export async function packageChangesOf(db: Database, id: string) {
  const audited = await db.rows(
    sql`select action, diff from audit_log where subject_kind = 'package' and subject_id = ${id} order by id`,
    Audited,
  );
  const announced = await db.rows(
    sql`select payload ->> 'series' as series from event_log where type = 'package:changed' and payload ->> 'packageId' = ${id} order by seq`,
    Announced,
  );
  return { audited, announced: announced.map(({ series }) => series) };
}
