import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { HealthHistory, HealthStatus, ShowHealthHistoryInput } from "./schema.ts";

/** Of one component; a strip cannot show more. */
const mostChanges = 500;

const Change = z.object({ at: z.coerce.date(), status: HealthStatus, message: z.string() });
const Row = z.object({
  name: z.string(),
  status: HealthStatus,
  since: column.instant,
  checked_at: column.instant,
  changes: z.array(Change),
  before: Change.nullable(),
});

/** Since when each component is what it is, and what it was. Nobody looked before the first change. */
export const showHealthHistory = operation(
  {
    name: "showHealthHistory",
    summary: "The recorded states of every component",
    policy: "monitoring:read",
    input: ShowHealthHistoryInput,
    output: HealthHistory,
  },
  async ({ db, now }, { hours }) => {
    const from = new Date(now.getTime() - hours * 3_600_000);
    const rows = await db.rows(
      sql`
      select c.name, c.status, c.since, c.checked_at,
        (select coalesce(jsonb_agg(to_jsonb(n) order by n.at, n.id), '[]') from (
          select id, at, status, message from component_health_change
          where name = c.name and at > ${from}::timestamptz order by at desc, id desc limit ${mostChanges}) n) as changes,
        (select to_jsonb(b) from (
          select at, status, message from component_health_change
          where name = c.name and at <= ${from}::timestamptz order by at desc, id desc limit 1) b) as before
      from component_health c order by c.name`,
      Row,
    );
    return {
      from: from.toISOString(),
      to: now.toISOString(),
      items: rows.map(({ name, status, since, checked_at: checkedAt, changes, before }) => ({
        name,
        status,
        since: since.toISOString(),
        checkedAt: checkedAt.toISOString(),
        changes: [...(before ? [before] : []), ...changes].map((change) => ({ ...change, at: change.at.toISOString() })),
      })),
    };
  },
);
