import { z } from "zod";
import { seal, unseal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { browsersToTell } from "./push-audience.ts";

/** What a browser is reached by: a capability, so it is sealed. */
const Subscription = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });
export type PushSubscription = z.output<typeof Subscription>;

const Row = z.object({ subscription: z.string(), public_key: z.string(), private_key: z.string() });

export function sealSubscription({ endpoint, p256dh, auth }: PushSubscription): string {
  return seal(JSON.stringify({ endpoint, p256dh, auth }));
}

/** What is needed to write to a browser. Each part of it is undefined that another AUTH_SECRET sealed. */
interface Reach {
  subscription: PushSubscription | undefined;
  publicKey: string;
  privateKey: string | undefined;
}

/** How a browser that may be told is reached; undefined when there is none (any more). */
export async function readSubscription(reader: Pick<SqlTransaction, "rows">, browserId: string): Promise<Reach | undefined> {
  const [row] = await reader.rows(
    sql`select b.subscription, k.public_key, k.private_key from ${browsersToTell} where b.id = ${browserId}::uuid`,
    Row,
  );
  if (!row) return undefined;
  const text = unseal(row.subscription);
  return {
    subscription: text === undefined ? undefined : Subscription.parse(JSON.parse(text)),
    publicKey: row.public_key,
    privateKey: unseal(row.private_key),
  };
}
