import { z } from "zod";
import type { ListAuditInput, AuditRow as NamedAuditRow } from "#lib/auth/schema";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { emptySql, sql } from "#lib/core/sql";

const Row = z.object({
  id: column.bytes,
  at: column.instant,
  /** The same instant with all its digits, for the place in the list. */
  exact_at: z.string(),
  actor_kind: z.enum(["user", "api_key", "system", "anonymous"]),
  actor_id: z.uuid().nullable(),
  actor_label: z.string(),
  action: z.string(),
  subject_kind: z.string(),
  subject_id: z.string(),
  diff: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
});

/** Without the name of its subject, which the export does not need. */
export type AuditRow = Omit<NamedAuditRow, "subjectName">;
export type AuditFilter = Omit<z.output<typeof ListAuditInput>, "limit" | "cursor">;

const columns = sql`id, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as exact_at, actor_kind, actor_id, actor_label,
  action, subject_kind, subject_id, diff, address, request_id`;

/** A row's place in the log: its instant to the microsecond, and its id within it. */
export type AuditPlace = readonly [at: string, id: string];

/** The audit log, newest first: `count` rows after the place `after`, or from the newest. One index for each filter. */
export async function readAuditRows(
  db: Database,
  filter: AuditFilter,
  count: number,
  after?: AuditPlace,
): Promise<{ row: AuditRow; place: AuditPlace }[]> {
  const { subjectKind, subjectId, actorId, actor, action, from, to } = filter;
  const rows = await db.rows(
    sql`
    select ${columns}
    from audit_log
    where true
    ${subjectKind === undefined ? emptySql : sql`and subject_kind = ${subjectKind}`}
    ${subjectId === undefined ? emptySql : sql`and subject_id = ${subjectId}`}
    ${actorId === undefined ? emptySql : sql`and actor_id = ${actorId}::uuid`}
    ${actor === undefined ? emptySql : sql`and actor_label = ${actor}`}
    ${action === undefined ? emptySql : sql`and action = ${action}`}
    ${from === undefined ? emptySql : sql`and at >= ${from}::timestamptz`}
    ${to === undefined ? emptySql : sql`and at < ${to}::timestamptz`}
    ${after === undefined ? emptySql : sql`and (at, id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`}
    order by at desc, id desc limit ${count}`,
    Row,
  );
  return rows.map((row) => ({ row: viewOf(row), place: [row.exact_at, row.id.toString()] }));
}

/** One row by its number. */
export async function readAuditRow(db: Database, id: string): Promise<AuditRow | undefined> {
  const [row] = await db.rows(sql`select ${columns} from audit_log where id = ${id}::bigint`, Row);
  return row && viewOf(row);
}

function viewOf(row: z.output<typeof Row>): AuditRow {
  return {
    id: row.id.toString(),
    at: row.at.toISOString(),
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorLabel: row.actor_label,
    action: row.action,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    diff: row.diff,
    address: row.address,
    requestId: row.request_id,
  };
}
