import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { matchersInWords } from "#lib/universal/matcher-words";
import { nextOccurrences, Schedule } from "../maintenance-window.ts";
import { Matcher } from "../matcher.ts";
import { scheduleInWords } from "../schedule-words.ts";
import type { MaintenanceWindowView } from "../schema.ts";

/** What stands on the calendar of a window. */
const shownOccurrences = 5;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  matchers: z.array(Matcher),
  schedule: Schedule,
  is_enabled: z.boolean(),
  created_by: z.string(),
  created_at: column.instant,
  updated_at: column.instant,
  muted_count: z.number().int(),
});

/** Maintenance windows as people see them at `now`; `rest` is what follows `from maintenance_window w`. */
export async function readWindowViews(reader: Pick<SqlTransaction, "rows">, now: Date, rest: Sql): Promise<MaintenanceWindowView[]> {
  const rows = await reader.rows(
    sql`select w.id, w.name, w.matchers, w.schedule, w.is_enabled, w.created_by, w.created_at, w.updated_at,
      coalesce(m.muted_count, 0) as muted_count
    from maintenance_window w left join (
      select muted_id, count(*)::int as muted_count from alert where status = 'firing' and muted_by = 'maintenance' group by muted_id
    ) m on m.muted_id = w.id ${rest}`,
    Row,
  );
  return rows.map((row) => {
    const next = nextOccurrences(row.schedule, now, shownOccurrences);
    return {
      id: row.id,
      name: row.name,
      state: stateOf(row.is_enabled, next[0]?.from, now),
      matchers: row.matchers,
      words: matchersInWords(row.matchers),
      schedule: row.schedule,
      scheduleWords: scheduleInWords(row.schedule),
      isEnabled: row.is_enabled,
      next: next.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
      mutedCount: row.muted_count,
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    };
  });
}

/** One window; undefined when there is none. */
export async function readWindowView(
  reader: Pick<SqlTransaction, "rows">,
  now: Date,
  id: string,
): Promise<MaintenanceWindowView | undefined> {
  const [window] = await readWindowViews(reader, now, sql`where w.id = ${id}::uuid`);
  return window;
}

function stateOf(isEnabled: boolean, next: Date | undefined, now: Date): MaintenanceWindowView["state"] {
  if (next === undefined) return "over";
  if (!isEnabled) return "disabled";
  return next <= now ? "active" : "planned";
}
