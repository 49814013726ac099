import { z } from "zod";
import type { ApiKeyActor } from "#lib/auth/actor";
import { Permission } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { prepared } from "#lib/core/prepared";
import { equalHashes } from "#lib/core/secrets";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";

const Row = z.object({
  id: z.uuid(),
  prefix: z.string(),
  name: z.string(),
  secret_hash: z.instanceof(Uint8Array),
  // A permission that a newer version knew and this one does not is none.
  permissions: z.array(z.string()).transform((held) => Permission.options.filter((permission) => held.includes(permission))),
  is_usable: z.boolean(),
});

/**
 * The key that was sent, if it is known, not expired and not revoked. Our own keys are found by their prefix; a key that
 * the operator chose (BOOTSTRAP_API_KEY) has none and is found by its hash.
 */
export async function authenticateKey(
  db: Database,
  sent: { prefix: string | undefined; hash: Uint8Array },
  origin: { address?: string | undefined; requestId?: string | undefined },
): Promise<ApiKeyActor | undefined> {
  const rows = await db.rows(
    prepared(sql`
    select id, prefix, name, secret_hash, permissions, revoked_at is null and (expires_at is null or expires_at > now()) as is_usable
    from api_key where prefix = ${sent.prefix ?? ""} or secret_hash = ${sent.hash}`),
    Row,
  );
  const key = rows.find((row) => equalHashes(row.secret_hash, sent.hash));
  if (!key?.is_usable) return undefined;
  noteUse(db, key.id);
  return { kind: "api_key", keyId: key.id, label: `${key.name} (${key.prefix})`, permissions: new Set(key.permissions), ...origin };
}

const noteEveryMs = 60_000;

/** Writes `last_used_at` at most once a minute and key, beside the request: it neither waits for it nor fails with it. */
function noteUse(db: Database, keyId: string): void {
  const notedAt = singleton("api-key-uses", () => new Map<string, number>());
  const at = performance.now();
  const before = notedAt.get(keyId);
  if (before !== undefined && at - before < noteEveryMs) return;
  notedAt.set(keyId, at);
  const query = sql`
    update api_key set last_used_at = now()
    where id = ${keyId}::uuid and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
  db.pool.query(query.text, query.values as unknown[]).catch((error: unknown) => {
    notedAt.delete(keyId);
    if (!isDatabaseAway(error)) log().warn({ err: error }, "could not note the use of an API key");
  });
}
