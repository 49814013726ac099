import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { hashOfTelemetryToken } from "./token.ts";

const Row = z.object({ id: z.uuid() });

/** The id of a token that may be used now. Asked on the ingest pool: people's requests never wait for nodes. */
export async function findTelemetryToken(db: Database, token: string): Promise<string | undefined> {
  const hash = hashOfTelemetryToken(token);
  if (hash === undefined) return undefined;
  const query = sql`select id from telemetry_token where token_hash = ${hash} and revoked_at is null`;
  const { rows } = await db.ingestPool.query(query.text, query.values as unknown[]);
  return rows.length === 0 ? undefined : Row.parse(rows[0]).id;
}

/** Those of the tokens that may still be used. */
export async function stillValid(db: Database, tokenIds: readonly string[]): Promise<Set<string>> {
  const query = sql`select id from telemetry_token where id = any(${[...tokenIds]}::uuid[]) and revoked_at is null`;
  const { rows } = await db.ingestPool.query(query.text, query.values as unknown[]);
  return new Set(rows.map((row) => Row.parse(row).id));
}

/** Writes that they are in use: at most once a minute each, however many sockets and processes say so. */
export async function noteTokensInUse(db: Database, tokenIds: readonly string[], now: Date): Promise<number> {
  const query = sql`
    update telemetry_token set last_used_at = ${now}::timestamptz
    where id = any(${[...tokenIds]}::uuid[]) and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute')`;
  const { rowCount } = await db.ingestPool.query(query.text, query.values as unknown[]);
  return rowCount ?? 0;
}
