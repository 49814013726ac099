import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** Deletes sign-in limits that ended and password links a day after they did: nobody can use them any more. */
export async function purgeExpired(db: Database, now: Date): Promise<{ rateLimits: number; secretTokens: number }> {
  const dayAgo = new Date(now.getTime() - 24 * 60 * 60 * 1000);
  const limits = sql`delete from rate_limit where expire < ${now.getTime()}`;
  const tokens = sql`delete from secret_token where expires_at < ${dayAgo}`;
  const [rateLimits, secretTokens] = [
    await db.pool.query(limits.text, limits.values as unknown[]),
    await db.pool.query(tokens.text, tokens.values as unknown[]),
  ];
  return { rateLimits: rateLimits.rowCount ?? 0, secretTokens: secretTokens.rowCount ?? 0 };
}
