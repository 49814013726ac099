import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";
import type { Tally } from "#lib/telemetry/batch";

const dayMs = 86_400_000;
const Written = z.object({ xid: z.string() });

/** Counts the messages of a batch and announces them. @returns the transaction's id, which tells afterwards whether it was committed */
export async function writeDelta(
  tx: SqlTransaction,
  counts: ReadonlyMap<Tally, number>,
  span: { fromMs: number; toMs: number },
): Promise<string> {
  const tallies = [...counts.keys()];
  const news = JSON.stringify({ from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() });
  const [written] = await tx.rows(
    sql`
    with counted as (
      insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
      values (${tallies.map(({ peerId }) => peerId)}::text[], ${tallies.map(({ msg }) => msg)}::text[],
        ${tallies.map(({ day }) => dateOf(day))}::date[], ${tallies.map(({ connection }) => connection.audit)}::boolean[],
        ${[...counts.values()]}::integer[], ${tallies.map(({ minMs, minMicros }) => instantOf(minMs, minMicros))}::timestamptz[],
        ${tallies.map(({ maxMs, maxMicros }) => instantOf(maxMs, maxMicros))}::timestamptz[])
    ), told as (select pg_notify(${arrivalChannel}, ${news}))
    select pg_current_xact_id()::text as xid from told`,
    Written,
  );
  if (!written) throw new Error("PostgreSQL told no transaction id");
  return written.xid;
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function instantOf(ms: number, micros: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}Z`;
}
