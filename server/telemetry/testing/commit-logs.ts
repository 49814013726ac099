import type pg from "pg";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";
import { type KeptLog, keepLogs } from "#lib/telemetry/testing/kept-telemetry";

/** A message with a number in it, by which a reader's side is compared. */
export function numbered(peerId: string, n: number, given: Partial<KeptLog> = {}): KeptLog {
  const { msg = "block.import", createdAt = new Date().toISOString(), receivedAt = createdAt } = given;
  return { peerId, msg, createdAt, receivedAt, frame: JSON.stringify({ id: 1, payload: { msg, n }, ts: createdAt }) };
}

interface Batch {
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Writes messages as ingest does, counts and announcement in one transaction, and leaves it open. */
export async function beginLogs(db: Database, logs: readonly KeptLog[], { isFolded = false, isSavepoint = false } = {}): Promise<Batch> {
  const client = await db.pool.connect();
  await client.query("begin");
  // A subtransaction has a number of its own, in rows and not in snapshots.
  if (isSavepoint) await client.query("savepoint s");
  await keepLogs({ rows: rowsOf(client) }, logs, { isFolded });
  if (isSavepoint) await client.query("release s");
  const times = logs.map(({ createdAt, receivedAt = createdAt }) => Date.parse(receivedAt));
  const span = { from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times)).toISOString() };
  await client.query("select pg_notify($1, $2)", [arrivalChannel, JSON.stringify(span)]);
  const end = async (how: "commit" | "rollback") => {
    await client.query(how);
    client.release();
  };
  return { commit: () => end("commit"), rollback: () => end("rollback") };
}

export async function commitLogs(db: Database, logs: readonly KeptLog[], options?: { isFolded?: boolean }): Promise<void> {
  await (await beginLogs(db, logs, options)).commit();
}

/** Ends the connections on which somebody listens, as a network does. */
export async function cutListeners(db: Database): Promise<void> {
  await db.rows(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'fleetlight-listen' and datname = current_database()`,
    z.unknown(),
  );
}

function rowsOf(client: pg.PoolClient): Database["rows"] {
  return async (query, row) => {
    const { rows } = await client.query<Record<string, unknown>>(query.text, query.values as unknown[]);
    return rows.map((value) => row.parse(value));
  };
}
