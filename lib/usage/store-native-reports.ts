import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { DomainError, isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { advanceCounters } from "#lib/usage/advance-counters";
import type { ReportLine } from "#lib/usage/line";
import type { NativeReport } from "#lib/usage/read-native-report";
import { writeDuplicate, writeReports } from "#lib/usage/receive-report";
import { NativeUsageAnswer } from "#lib/usage/schema";

/** What became of a report; a refusal has the code `batch_conflict` or `counter_went_backwards`. */
export type NativeOutcome = NativeUsageAnswer | DomainError;

/** A batch that is stored, and what its sender was told. */
interface Batch {
  bodyHash: Uint8Array;
  reportId: string;
  answer: NativeUsageAnswer;
}

/**
 * Stores native reports of one server, in their order, in the caller's transaction, which holds the server's lock
 * (`lockServerReports`). A batch id that is known is answered and not counted. A refused report leaves nothing but a row for the
 * admin, and the others as they are.
 */
export async function storeNativeReports(tx: SqlTransaction, ctx: Context, reports: readonly NativeReport[]): Promise<NativeOutcome[]> {
  const batches = await findBatches(tx, reports);
  const outcomes = new Map<NativeReport, NativeOutcome>();
  const fresh = new Map<string, { report: NativeReport; lines: readonly ReportLine[] }>();
  for (const report of reports) {
    if (batches.has(report.batchId) || fresh.has(report.batchId)) continue;
    const lines = await linesOf(tx, report);
    if (isDomainError(lines)) outcomes.set(report, lines);
    else fresh.set(report.batchId, { report, lines });
  }
  for (const [batchId, batch] of await writeBatches(tx, ctx, [...fresh.values()])) batches.set(batchId, batch);
  for (const report of reports) {
    const batch = batches.get(report.batchId);
    if (!batch || outcomes.has(report)) continue;
    outcomes.set(report, fresh.get(report.batchId)?.report === report ? batch.answer : await answerAgain(tx, ctx, report, batch));
  }
  for (const [report, outcome] of outcomes) if (isDomainError(outcome)) await recordRefusal(tx, ctx.now, report.nodeServerId, outcome);
  return reports.map((report) => outcomes.get(report) ?? new DomainError("internal", "A report was not stored"));
}

const Row = z.object({ batch_id: z.string(), body_hash: z.instanceof(Uint8Array), report_id: z.string(), answer: NativeUsageAnswer });

async function findBatches(tx: SqlTransaction, reports: readonly NativeReport[]): Promise<Map<string, Batch>> {
  const rows = await tx.rows(
    sql`select batch_id, body_hash, report_id, answer from usage_batch
      where node_server_id = ${reports[0]?.nodeServerId ?? 0}::int and batch_id = any(${reports.map(({ batchId }) => batchId)}::uuid[])`,
    Row,
  );
  return new Map(rows.map(({ batch_id: id, body_hash: bodyHash, report_id: reportId, answer }) => [id, { bodyHash, reportId, answer }]));
}

/** What moved since the report before, where the lines are counters. One that went backwards refuses the report before anything is written. */
async function linesOf(
  tx: SqlTransaction,
  { nodeServerId, countersOf, lines }: NativeReport,
): Promise<readonly ReportLine[] | DomainError> {
  if (countersOf === null) return lines;
  try {
    return await advanceCounters(tx, nodeServerId, countersOf, lines);
  } catch (error) {
    if (isDomainError(error)) return error;
    throw error;
  }
}

async function writeBatches(
  tx: SqlTransaction,
  ctx: Context,
  fresh: readonly { report: NativeReport; lines: readonly ReportLine[] }[],
): Promise<Map<string, Batch>> {
  if (fresh.length === 0) return new Map();
  const written = await writeReports(
    tx,
    ctx,
    fresh.map(({ report, lines }) => ({ ...report, lines: [...lines] })),
  );
  const batches = fresh.map(({ report: { batchId, bodyHash } }, index) => {
    const { id: reportId = "", accepted = 0, rejected = [] } = written[index] ?? {};
    return { batchId, bodyHash, reportId, answer: { accepted, duplicates: 0, rejected } };
  });
  await tx.execute(sql`
    insert into usage_batch (node_server_id, batch_id, body_hash, report_id, answer, received_at)
    select ${fresh[0]?.report.nodeServerId ?? 0}::int, b.batch_id, b.body_hash, b.report_id, b.answer, ${ctx.now}::timestamptz
    from unnest(${batches.map(({ batchId }) => batchId)}::uuid[], ${batches.map(({ bodyHash }) => bodyHash)}::bytea[],
      ${batches.map(({ reportId }) => reportId)}::uuid[], ${batches.map(({ answer }) => JSON.stringify(answer))}::jsonb[])
    as b(batch_id, body_hash, report_id, answer)`);
  return new Map(batches.map((batch) => [batch.batchId, batch]));
}

/** A second delivery; another body under the same batch id is no delivery of it. */
async function answerAgain(tx: SqlTransaction, ctx: Context, report: NativeReport, batch: Batch): Promise<NativeOutcome> {
  if (!Buffer.from(batch.bodyHash).equals(report.bodyHash))
    return new DomainError("batch_conflict", `batchId ${report.batchId} was used for another body`);
  await writeDuplicate(tx, ctx, report, batch.reportId);
  return { accepted: 0, duplicates: batch.answer.accepted, rejected: batch.answer.rejected };
}

/** A refused report changes nothing in the ledger, but the admin must see that it came. */
async function recordRefusal(tx: SqlTransaction, now: Date, nodeServerId: number, error: DomainError): Promise<void> {
  const detail = error.message.slice(0, 1000);
  await tx.execute(
    sql`insert into usage_refusal (node_server_id, at, code, detail) values (${nodeServerId}, ${now}, ${error.code}, ${detail})`,
  );
  publish(tx, now, "usage:report-refused", ["permission:fleet:read"], { nodeServerId, code: error.code, detail });
}
