import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { hasDatabaseCode } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { ingestTransaction, type SqlTransaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { publish } from "#lib/realtime/publish";
import type { LineRejection, ReportLine } from "#lib/usage/line";
import { maintainPartitions } from "#lib/usage/maintain-partitions";
import { recordLines } from "#lib/usage/record-lines";

/** A second delivery of the same bytes within this time is a retry; the protocols' shortest interval is 60 s. */
export const retryWindowMs = 30_000;
/** How many rejected lines a report's row names; the rest is counted. */
const maxNamedRejections = 50;

export type ReportProtocol = "uniproxy" | "mod_mu" | "native";

/** A report whose lines were checked one by one; `bodyHash` is SHA-256 of the bytes as they arrived. */
export interface IncomingReport {
  nodeServerId: number;
  protocol: ReportProtocol;
  bodyHash: Uint8Array;
  batchKey: string | null;
  lines: ReportLine[];
  rejected: LineRejection[];
}

export interface ReceivedReport {
  id: string;
  /** Set when this is a second delivery: nothing was counted. */
  duplicateOf: string | null;
  accepted: number;
  rejected: LineRejection[];
}

/**
 * Receives a report of a protocol without batch ids (UniProxy, mod_mu): the same bytes of the same server within 30 s
 * are a retry, answered as success and not counted. Everything is committed when this returns.
 */
export function receiveReport(ctx: Context, report: IncomingReport): Promise<ReceivedReport> {
  return withPartitions(ctx, () =>
    ingestTransaction(ctx.db, async (tx) => {
      await lockServerReports(tx, report.nodeServerId);
      const duplicateOf = await findOriginal(tx, report, ctx.now);
      if (duplicateOf) return writeDuplicate(tx, ctx, report, duplicateOf);
      const [received] = await writeReports(tx, ctx, [report]);
      if (!received) throw new Error("A report was not written");
      return received;
    }),
  );
}

const Id = z.object({ id: z.string() });

async function findOriginal(tx: SqlTransaction, report: IncomingReport, now: Date): Promise<string | null> {
  const [from, to] = [new Date(now.getTime() - retryWindowMs), new Date(now.getTime() + retryWindowMs)];
  const [original] = await tx.rows(
    sql`select id from usage_report where node_server_id = ${report.nodeServerId} and body_hash = ${report.bodyHash}
      and duplicate_of is null and received_at > ${from} and received_at < ${to} order by received_at desc limit 1`,
    Id,
  );
  return original?.id ?? null;
}

/** Records that a report came again. Not a sign of life: a retry may be minutes old. */
export async function writeDuplicate(
  tx: SqlTransaction,
  ctx: Context,
  report: IncomingReport,
  duplicateOf: string,
): Promise<ReceivedReport> {
  const id = crypto.randomUUID();
  await insertReports(tx, ctx.now, [{ report, id, duplicateOf, lineCount: report.lines.length, rejected: [] }]);
  return { id, duplicateOf, accepted: 0, rejected: [] };
}

/**
 * Writes reports of one server with their lines, roll-ups, sign of life and events, inside the caller's transaction and lock: as
 * many statements for a hundred reports as for one.
 */
export async function writeReports(tx: SqlTransaction, ctx: Context, reports: readonly IncomingReport[]): Promise<ReceivedReport[]> {
  const nodeServerId = reports[0]?.nodeServerId;
  if (nodeServerId === undefined) return [];
  const named = reports.map((report) => ({ report, id: crypto.randomUUID() }));
  const recorded = await recordLines(
    tx,
    nodeServerId,
    named.map(({ id, report }) => ({ id, lines: report.lines })),
  );
  const received = named.map(({ report, id }, index): ReceivedReport & { report: IncomingReport } => {
    const { accepted, rejected } = recorded.reports[index] ?? { accepted: 0, rejected: [] };
    const all = [...report.rejected, ...rejected].sort((a, b) => a.index - b.index);
    return { report, id, duplicateOf: null, accepted, rejected: all };
  });
  await insertReports(
    tx,
    ctx.now,
    received.map(({ report, id, accepted, rejected }) => ({ report, id, duplicateOf: null, lineCount: accepted, rejected })),
  );
  await tx.execute(
    sql`update node_server set last_push_at = ${ctx.now}, last_online_at = greatest(last_online_at, ${ctx.now}) where id = ${nodeServerId}`,
  );
  const lineCount = received.reduce((sum, { accepted }) => sum + accepted, 0);
  if (recorded.userIds.length > 0) {
    const rooms = recorded.userIds.map((userId) => `user:${userId}` as const);
    publish(tx, ctx.now, "usage:updated", rooms, {});
  }
  if (lineCount > 0) publish(tx, ctx.now, "usage:fleet-updated", ["permission:usage:read"], { nodeServerId, lineCount });
  return received;
}

interface ReportRow {
  report: IncomingReport;
  id: string;
  duplicateOf: string | null;
  lineCount: number;
  rejected: LineRejection[];
}

async function insertReports(tx: SqlTransaction, now: Date, rows: readonly ReportRow[]): Promise<void> {
  await tx.execute(sql`
    insert into usage_report (id, received_at, node_server_id, protocol, batch_key, body_hash, duplicate_of, line_count, rejected, rejected_count)
    select r.id, ${now}::timestamptz, r.node_server_id, r.protocol, r.batch_key, r.body_hash, r.duplicate_of, r.line_count, r.rejected, r.rejected_count
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ report }) => report.nodeServerId)}::int[],
      ${rows.map(({ report }) => report.protocol)}::text[], ${rows.map(({ report }) => report.batchKey)}::text[],
      ${rows.map(({ report }) => report.bodyHash)}::bytea[], ${rows.map(({ duplicateOf }) => duplicateOf)}::uuid[],
      ${rows.map(({ lineCount }) => lineCount)}::int[], ${rows.map(({ rejected }) => JSON.stringify(rejected.slice(0, maxNamedRejections)))}::jsonb[],
      ${rows.map(({ rejected }) => rejected.length)}::int[])
    as r(id, node_server_id, protocol, batch_key, body_hash, duplicate_of, line_count, rejected, rejected_count)`);
}

/** Partitions are made ahead every day; a process that slept through that makes them and tries once more. */
export async function withPartitions<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasDatabaseCode(error, "23514")) throw error;
    await maintainPartitions(ctx);
    return work();
  }
}
