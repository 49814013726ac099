import { z } from "zod";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { equalHashes, hashSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { Id } from "#lib/universal/identifiers";

const Row = z.object({ id: z.string(), token_hash: z.instanceof(Uint8Array) });

/**
 * Which appliance is calling: the one its path names, by the bearer token. One look-up by key on the ingest pool, before the
 * body is read.
 * @throws DomainError `forbidden` (missing or wrong token) or `not_found` (unknown appliance), both without detail
 */
export async function authenticateAppliance(db: Database, id: unknown, authorization: string | null): Promise<{ id: string }> {
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined || token.length > 512) throw new DomainError("forbidden", "Forbidden");
  const named = Id.safeParse(id);
  if (!named.success) throw new DomainError("not_found", "Not found");
  const query = sql`select id, token_hash from appliance where id = ${named.data}::uuid`;
  const { rows } = await db.ingestPool.query(query.text, query.values as unknown[]);
  if (rows.length === 0) throw new DomainError("not_found", "Not found");
  const appliance = Row.parse(rows[0]);
  if (!equalHashes(appliance.token_hash, hashSecret(token))) throw new DomainError("forbidden", "Forbidden");
  return { id: appliance.id };
}
