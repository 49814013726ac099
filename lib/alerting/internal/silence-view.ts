import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { matchersInWords } from "#lib/universal/matcher-words";
import { Matcher } from "../matcher.ts";
import type { SilenceState, SilenceView } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  matchers: z.array(Matcher),
  from_at: column.instant,
  to_at: column.instant,
  comment: z.string(),
  created_by: z.string(),
  created_at: column.instant,
  ended_by: z.string().nullable(),
  muted_count: z.number().int(),
});

/** Silences as people see them at `now`; `rest` is what follows `from silence s`. Counts come from one look at what fires. */
export async function readSilenceViews(reader: Pick<SqlTransaction, "rows">, now: Date, rest: Sql): Promise<SilenceView[]> {
  const rows = await reader.rows(
    sql`select s.id, s.matchers, s.from_at, s.to_at, s.comment, s.created_by, s.created_at, s.ended_by, coalesce(m.muted_count, 0) as muted_count
    from silence s left join (
      select muted_id, count(*)::int as muted_count from alert where status = 'firing' and muted_by = 'silence' group by muted_id
    ) m on m.muted_id = s.id ${rest}`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    state: stateOf(row, now),
    matchers: row.matchers,
    words: matchersInWords(row.matchers),
    from: row.from_at.toISOString(),
    to: row.to_at.toISOString(),
    comment: row.comment,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    endedBy: row.ended_by,
    mutedCount: row.muted_count,
  }));
}

/** One silence; undefined when there is none. */
export async function readSilenceView(reader: Pick<SqlTransaction, "rows">, now: Date, id: string): Promise<SilenceView | undefined> {
  const [silence] = await readSilenceViews(reader, now, sql`where s.id = ${id}::uuid`);
  return silence;
}

function stateOf(row: Pick<z.output<typeof Row>, "from_at" | "to_at">, now: Date): SilenceState {
  if (row.to_at <= now) return "expired";
  return row.from_at <= now ? "active" : "future";
}
