import webPush from "web-push";
import { z } from "zod";
import { seal, unseal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** The installation's pair (VAPID). The private half is undefined where it was sealed with another AUTH_SECRET. */
export interface WebPushKey {
  publicKey: string;
  privateKey: string | undefined;
}

const Row = z.object({ public_key: z.string(), private_key: z.string() });

/** The pair, made when it is first asked for. Whoever asks at the same moment gets the same one. */
export async function ensureWebPushKey(tx: SqlTransaction, now: Date): Promise<WebPushKey> {
  const kept = await readRow(tx);
  if (kept) return keyOf(kept);
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  await tx.execute(sql`insert into web_push_key (public_key, private_key, created_at)
    values (${publicKey}, ${seal(privateKey)}, ${now}::timestamptz) on conflict do nothing`);
  return readWebPushKey(tx);
}

/**
 * Another pair in place of one that cannot be read here any more. Browsers that subscribed with the former one have to do so
 * anew; without this none ever could.
 */
export async function replaceUnreadableKey(tx: SqlTransaction, now: Date): Promise<WebPushKey> {
  const kept = await readRow(tx);
  if (!kept || unseal(kept.private_key) !== undefined) return ensureWebPushKey(tx, now);
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  // Only instead of the one that was looked at: somebody else may have done the same just now.
  await tx.execute(sql`update web_push_key set public_key = ${publicKey}, private_key = ${seal(privateKey)}, created_at = ${now}::timestamptz
    where private_key = ${kept.private_key}`);
  return readWebPushKey(tx);
}

async function readWebPushKey(reader: Pick<SqlTransaction, "rows">): Promise<WebPushKey> {
  const row = await readRow(reader);
  if (!row) throw new Error("The key for Web Push was not written");
  return keyOf(row);
}

async function readRow(reader: Pick<SqlTransaction, "rows">): Promise<z.output<typeof Row> | undefined> {
  const [row] = await reader.rows(sql`select public_key, private_key from web_push_key`, Row);
  return row;
}

function keyOf({ public_key: publicKey, private_key: sealed }: z.output<typeof Row>): WebPushKey {
  return { publicKey, privateKey: unseal(sealed) };
}
