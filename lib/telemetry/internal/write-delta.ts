import { z } from "zod";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";
import { binaryArray, binaryTexts } from "#lib/telemetry/binary-array";
import { writeInstant } from "#lib/telemetry/binary-instant";
import type { Tally } from "#lib/telemetry/node-connection";

/** 2000-01-01, where PostgreSQL's dates begin, in days since 1970. */
const epochDay = 10_957;
const nobody = Buffer.alloc(4);
const Written = z.object({ xid: z.string() });

/** How many messages of a batch (or of a part of it) a tally stands for. */
export type Count = readonly [tally: Tally, qty: number];

/** Counts the messages of a batch and announces them. @returns the transaction's id, which tells afterwards whether it was committed */
export async function writeDelta(tx: SqlTransaction, counts: readonly Count[], span: { fromMs: number; toMs: number }): Promise<string> {
  const news = JSON.stringify({ from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() });
  const of = {
    peers: binaryTexts(counts.map(([{ peerId, texts }]) => (peerId === "" ? nobody : texts.peer))),
    msgs: binaryTexts(counts.map(([{ texts }]) => texts.msg)),
    days: binaryArray("date", counts, counts.length * 8, (buffer, at, [{ day }]) => writeInteger(buffer, at, day - epochDay)),
    audits: binaryArray("boolean", counts, counts.length * 5, (buffer, at, [{ connection }]) => writeBoolean(buffer, at, connection.audit)),
    qtys: binaryArray("integer", counts, counts.length * 8, (buffer, at, [, qty]) => writeInteger(buffer, at, qty)),
    firsts: binaryArray("timestamptz", counts, counts.length * 12, (buffer, at, [{ minMs, minMicros }]) =>
      writeInstant(buffer, at, minMs, minMicros),
    ),
    lasts: binaryArray("timestamptz", counts, counts.length * 12, (buffer, at, [{ maxMs, maxMicros }]) =>
      writeInstant(buffer, at, maxMs, maxMicros),
    ),
  };
  const [written] = await tx.rows(
    sql`
    with counted as (
      insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
      values (${of.peers}::text[], ${of.msgs}::text[], ${of.days}::date[], ${of.audits}::boolean[], ${of.qtys}::integer[],
        ${of.firsts}::timestamptz[], ${of.lasts}::timestamptz[])
    ), told as (select pg_notify(${arrivalChannel}, ${news}))
    select pg_current_xact_id()::text as xid from told`,
    Written,
  );
  if (!written) throw new Error("PostgreSQL told no transaction id");
  return written.xid;
}

function writeInteger(buffer: Buffer, at: number, value: number): number {
  buffer.writeInt32BE(4, at);
  return buffer.writeInt32BE(value, at + 4);
}

function writeBoolean(buffer: Buffer, at: number, value: boolean): number {
  buffer.writeInt32BE(1, at);
  return buffer.writeUInt8(value ? 1 : 0, at + 4);
}
