import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { MaintenanceWindow, Silence } from "../decide-mute.ts";
import { Schedule } from "../maintenance-window.ts";
import { Matcher } from "../matcher.ts";

const SilenceRow = z.object({
  id: z.string(),
  matchers: z.array(Matcher),
  from_at: column.instant,
  to_at: column.instant,
  comment: z.string(),
  created_by: z.string(),
});
const WindowRow = z.object({ id: z.string(), name: z.string(), matchers: z.array(Matcher), schedule: Schedule });

/** Silences that hold at `now`, or at any time from it on. */
export async function readSilences(reader: Pick<SqlTransaction, "rows">, now: Date): Promise<Silence[]> {
  const rows = await reader.rows(
    sql`select id, matchers, from_at, to_at, comment, created_by from silence where to_at > ${now}::timestamptz`,
    SilenceRow,
  );
  return rows.map((row) => ({
    id: row.id,
    matchers: row.matchers,
    from: row.from_at,
    to: row.to_at,
    comment: row.comment,
    createdBy: row.created_by,
  }));
}

/** Maintenance windows that are switched on. */
export function readWindows(reader: Pick<SqlTransaction, "rows">): Promise<MaintenanceWindow[]> {
  return reader.rows(sql`select id, name, matchers, schedule from maintenance_window where is_enabled`, WindowRow);
}
