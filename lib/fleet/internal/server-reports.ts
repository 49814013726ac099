import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type NodeServerDetail, ReportSummary } from "#lib/fleet/schema";
import type { Reader } from "./reader.ts";

const shown = 20;

const Report = z.object({
  id: z.string(),
  protocol: ReportSummary.shape.protocol,
  received_at: column.instant,
  line_count: column.count,
  duplicate_of: z.string().nullable(),
  rejected_count: column.count,
  rejected: ReportSummary.shape.rejected,
});
const Refusal = z.object({ at: column.instant, code: z.string(), detail: z.string() });

/** The latest reports of a server since `oldest`, which lets PostgreSQL skip partitions; retries included, newest first. */
export async function readReports(db: Reader, nodeServerId: number, oldest: Date): Promise<NodeServerDetail["reports"]> {
  const rows = await db.rows(
    sql`
    select id, protocol, received_at, line_count, duplicate_of, rejected_count, rejected from usage_report
    where node_server_id = ${nodeServerId} and received_at >= ${oldest}::timestamptz order by received_at desc limit ${shown}`,
    Report,
  );
  return rows.map((row) => ({
    id: row.id,
    protocol: row.protocol,
    receivedAt: row.received_at.toISOString(),
    lineCount: row.line_count,
    duplicateOf: row.duplicate_of,
    rejectedCount: row.rejected_count,
    rejected: row.rejected,
  }));
}

/** The latest reports of a server that were refused as a whole, newest first. */
export async function readRefusals(db: Reader, nodeServerId: number): Promise<NodeServerDetail["refusals"]> {
  const rows = await db.rows(
    sql`select at, code, detail from usage_refusal where node_server_id = ${nodeServerId} order by at desc limit ${shown}`,
    Refusal,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
