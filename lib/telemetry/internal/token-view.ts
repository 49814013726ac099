import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import type { TelemetryToken } from "../token-schema.ts";

const Row = z.object({
  id: z.uuid(),
  name: z.string(),
  created_by: z.string(),
  created_at: column.instant,
  last_used_at: column.instant.nullable(),
  revoked_at: column.instant.nullable(),
});

interface Reader {
  rows<T extends z.ZodType>(query: Sql, row: T): Promise<z.output<T>[]>;
}

/** Tokens, never their hashes. `rest` is where, order and limit. */
export async function readTelemetryTokens(db: Reader, rest: Sql): Promise<TelemetryToken[]> {
  const rows = await db.rows(sql`select id, name, created_by, created_at, last_used_at, revoked_at from telemetry_token ${rest}`, Row);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}
