import { z } from "zod";
import type { Database } from "#lib/core/database";
import { hasDatabaseCode } from "#lib/core/errors";
import { sql } from "#lib/core/sql";

/** What a written batch can be recognised by. */
export interface Proof {
  /** The transaction's id. */
  xid: string;
  /** One of its messages: its id, and when it arrived. */
  rowId: number;
  audit: boolean;
  fromMs: number;
  toMs: number;
}

const Status = z.object({ status: z.string().nullable() });
const Found = z.object({ is_there: z.boolean() });

/**
 * Whether a batch whose COMMIT got no answer is stored. PostgreSQL remembers how transactions ended; but one that crashed
 * gives numbers that it had not written down to others, so the message itself has to be there too.
 * @returns `in_progress` while the transaction's session still works on it
 * @throws whatever the database says, for as long as it is away
 */
export async function wasCommitted(db: Database, proof: Proof): Promise<"committed" | "aborted" | "in_progress"> {
  const status = await statusOf(db, proof.xid);
  if (status === "in progress") return "in_progress";
  if (status !== "committed") return "aborted";
  const [from, to] = [new Date(proof.fromMs).toISOString(), new Date(proof.toMs).toISOString()];
  const [found] = await db.rows(
    sql`select exists (select from substrate_logs where audit = ${proof.audit} and received_at >= ${from}::timestamptz
      and received_at <= ${to}::timestamptz and id = ${proof.rowId}::bigint) as is_there`,
    Found,
  );
  return found?.is_there ? "committed" : "aborted";
}

async function statusOf(db: Database, xid: string): Promise<string | null> {
  try {
    const [row] = await db.rows(sql`select pg_xact_status(${xid}::xid8) as status`, Status);
    return row?.status ?? null;
  } catch (error) {
    // A number that this database has not reached: it crashed before anything of the transaction was written down.
    if (hasDatabaseCode(error, "22023")) return null;
    throw error;
  }
}
