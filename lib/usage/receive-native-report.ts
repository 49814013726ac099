import { createHash } from "node:crypto";
import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { parseInput } from "#lib/auth/operation";
import { DomainError, isDomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { ingestTransaction, type SqlTransaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { publish } from "#lib/realtime/publish";
import { currentSettings } from "#lib/settings/current-settings";
import { advanceCounters } from "#lib/usage/advance-counters";
import { checkNativeLine } from "#lib/usage/check-native-line";
import { parseExact } from "#lib/usage/parse-exact";
import { splitChecked } from "#lib/usage/receive-panel-report";
import { type IncomingReport, withPartitions, writeDuplicate, writeReport } from "#lib/usage/receive-report";
import { type NativeUsageAnswer, NativeUsageInput, NativeUsageAnswer as StoredAnswer } from "#lib/usage/schema";

/**
 * A native usage report. Its batch id is good for 7 days (Settings): the same again is answered and not counted, the same id with
 * another body is refused. Counters may be cumulative, with a boot id.
 * @throws DomainError malformed_json, validation_failed, batch_conflict (409), counter_went_backwards (409)
 */
export async function receiveNativeReport(ctx: Context, nodeServerId: number, text: string): Promise<NativeUsageAnswer> {
  const input = parseInput(NativeUsageInput, parseExact(text));
  if (input.mode === "cumulative" && input.bootId === undefined) {
    throw new DomainError("validation_failed", "bootId: cumulative counters need one", {
      errors: [{ path: "bootId", code: "required", detail: "Cumulative counters need a boot id" }],
    });
  }
  const { "usage.lineRetentionDays": keptDays } = await currentSettings(ctx.db);
  const { lines, rejected } = splitChecked(input.lines.map((line, index) => checkNativeLine(line, index, ctx.now, keptDays)));
  const report: IncomingReport = {
    nodeServerId,
    protocol: "native",
    bodyHash: createHash("sha256").update(text).digest(),
    batchKey: input.batchId,
    lines,
    rejected,
  };
  try {
    return await withPartitions(ctx, () => ingestTransaction(ctx.db, (tx) => receive(tx, ctx, report, input)));
  } catch (error) {
    if (isDomainError(error) && (error.code === "counter_went_backwards" || error.code === "batch_conflict"))
      await recordRefusal(ctx, nodeServerId, error);
    throw error;
  }
}

async function receive(tx: SqlTransaction, ctx: Context, report: IncomingReport, input: NativeUsageInput): Promise<NativeUsageAnswer> {
  await lockServerReports(tx, report.nodeServerId);
  const earlier = await findBatch(tx, report.nodeServerId, input.batchId);
  if (earlier) {
    if (!Buffer.from(earlier.body_hash).equals(report.bodyHash))
      throw new DomainError("batch_conflict", `batchId ${input.batchId} was used for another body`);
    await writeDuplicate(tx, ctx, report, earlier.report_id);
    return { accepted: 0, duplicates: earlier.answer.accepted, rejected: earlier.answer.rejected };
  }
  const lines =
    input.mode === "cumulative" && input.bootId !== undefined
      ? await advanceCounters(tx, report.nodeServerId, input.bootId, report.lines)
      : report.lines;
  const received = await writeReport(tx, ctx, { ...report, lines });
  const answer: NativeUsageAnswer = { accepted: received.accepted, duplicates: 0, rejected: received.rejected };
  await tx.execute(sql`insert into usage_batch (node_server_id, batch_id, body_hash, report_id, answer, received_at)
    values (${report.nodeServerId}, ${input.batchId}::uuid, ${report.bodyHash}, ${received.id}::uuid, ${JSON.stringify(answer)}::jsonb, ${ctx.now})`);
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

/** A refused report changes nothing in the ledger, but the admin must see that it came. */
async function recordRefusal(ctx: Context, nodeServerId: number, error: DomainError): Promise<void> {
  await ingestTransaction(ctx.db, async (tx) => {
    await tx.execute(
      sql`insert into usage_refusal (node_server_id, at, code, detail) values (${nodeServerId}, ${ctx.now}, ${error.code}, ${error.message.slice(0, 1000)})`,
    );
    publish(tx, ctx.now, "usage:report-refused", ["permission:fleet:read"], {
      nodeServerId,
      code: error.code,
      detail: error.message.slice(0, 1000),
    });
  });
}
