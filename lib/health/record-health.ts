import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { planHealthChanges, type SeenComponent } from "./plan-health-changes.ts";
import { HealthStatus } from "./schema.ts";

/** Held to COMMIT, so that two runs do not both find that something changed: "hlth". */
const recordingLock = 0x686c7468;

const Row = z.object({
  name: z.string(),
  status: HealthStatus,
  message: z.string(),
  since: column.instant,
  checked_at: column.instant,
});

/** Stores what each component is now, and what changed since the last time; each change is an event. */
export async function recordHealth({ db, now }: Context, seen: readonly SeenComponent[]): Promise<{ changes: number }> {
  return transaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${recordingLock}::bigint)`);
    const rows = await tx.rows(sql`select name, status, message, since, checked_at from component_health`, Row);
    const recorded = rows.map(({ checked_at: checkedAt, ...row }) => ({ ...row, checkedAt }));
    const { changes, components, gone } = planHealthChanges(recorded, seen, now);
    await tx.execute(sql`
      insert into component_health (name, status, message, since, checked_at)
      select c.name, c.status, c.message, c.since::timestamptz, c."checkedAt"::timestamptz
      from jsonb_to_recordset(${JSON.stringify(components)}::jsonb) as c(name text, status text, message text, since text, "checkedAt" text)
      on conflict (name) do update
      set status = excluded.status, message = excluded.message, since = excluded.since, checked_at = excluded.checked_at`);
    await tx.execute(sql`
      insert into component_health_change (name, status, message, at)
      select c.name, c.status, c.message, c.at::timestamptz
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(name text, status text, message text, at text)`);
    await tx.execute(sql`delete from component_health where name = any(${gone}::text[])`);
    for (const { name, status, previous } of changes)
      publish(tx, now, "health:changed", ["permission:monitoring:read"], { component: name, status, previous });
    return { changes: changes.length };
  });
}
