import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { DomainError, isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { advanceCounters } from "#lib/usage/advance-counters";
import type { NativeReport } from "#lib/usage/read-native-report";
import { writeDuplicate, writeReport } from "#lib/usage/receive-report";
import { type NativeUsageAnswer, NativeUsageAnswer as StoredAnswer } from "#lib/usage/schema";

/**
 * Stores a native report in the caller's transaction, which holds the server's lock (`lockServerReports`). A batch id that is known
 * is answered and not counted. A refusal is thrown before anything was written, so that the transaction may go on without the report.
 * @throws DomainError batch_conflict, counter_went_backwards
 */
export async function storeNativeReport(tx: SqlTransaction, ctx: Context, report: NativeReport): Promise<NativeUsageAnswer> {
  const { nodeServerId, batchId, countersOf } = report;
  const earlier = await findBatch(tx, nodeServerId, batchId);
  if (earlier) {
    if (!Buffer.from(earlier.body_hash).equals(report.bodyHash))
      throw new DomainError("batch_conflict", `batchId ${batchId} was used for another body`);
    await writeDuplicate(tx, ctx, report, earlier.report_id);
    return { accepted: 0, duplicates: earlier.answer.accepted, rejected: earlier.answer.rejected };
  }
  const lines = countersOf === null ? report.lines : await advanceCounters(tx, nodeServerId, countersOf, report.lines);
  const received = await writeReport(tx, ctx, { ...report, lines });
  const answer: NativeUsageAnswer = { accepted: received.accepted, duplicates: 0, rejected: received.rejected };
  await tx.execute(sql`insert into usage_batch (node_server_id, batch_id, body_hash, report_id, answer, received_at)
    values (${nodeServerId}, ${batchId}::uuid, ${report.bodyHash}, ${received.id}::uuid, ${JSON.stringify(answer)}::jsonb, ${ctx.now})`);
  return answer;
}

const Batch = z.object({ body_hash: z.instanceof(Uint8Array), report_id: z.string(), answer: StoredAnswer });

async function findBatch(tx: SqlTransaction, nodeServerId: number, batchId: string): Promise<z.infer<typeof Batch> | undefined> {
  const [batch] = await tx.rows(
    sql`select body_hash, report_id, answer from usage_batch where node_server_id = ${nodeServerId} and batch_id = ${batchId}::uuid`,
    Batch,
  );
  return batch;
}

/** Whether the ledger refused a report as a whole, which its server's page shows. */
export function isRefusal(error: unknown): error is DomainError {
  return isDomainError(error) && (error.code === "counter_went_backwards" || error.code === "batch_conflict");
}

/** A refused report changes nothing in the ledger, but the admin must see that it came. */
export async function recordRefusal(tx: SqlTransaction, now: Date, nodeServerId: number, error: DomainError): Promise<void> {
  const detail = error.message.slice(0, 1000);
  await tx.execute(
    sql`insert into usage_refusal (node_server_id, at, code, detail) values (${nodeServerId}, ${now}, ${error.code}, ${detail})`,
  );
  publish(tx, now, "usage:report-refused", ["permission:fleet:read"], { nodeServerId, code: error.code, detail });
}
