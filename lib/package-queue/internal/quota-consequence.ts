import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { quotaWords } from "#lib/package-queue/quota-words";
import type { QueueItem, QuotaConsequence } from "#lib/package-queue/schema";
import { readQueueItems } from "./queue-item-row.ts";
import { readWaiting } from "./waiting-items.ts";

/**
 * What an adjustment that was just made and settled did to its item, undefined when the item goes on as it was: it ended
 * (`next` runs now), or it waits with nothing left to use (`next` is the first behind it that has something).
 */
export async function quotaConsequence(
  tx: SqlTransaction,
  now: Date,
  before: QueueItem,
  after: QueueItem,
): Promise<QuotaConsequence | undefined> {
  const quota = quotaOf(after);
  const used = BigInt(after.used.upload) + BigInt(after.used.download);
  const consequence = { item: before, quota: String(quota), used: String(used) };
  if (after.status === "consumed") {
    const [next] = await readQueueItems(tx, now, sql`where q.user_id = ${after.userId}::uuid and q.status = 'active'`);
    return withWords({ ...consequence, ends: "now", next: next?.item ?? null });
  }
  if (after.status !== "in_queue" || quota > 0n) return undefined;
  const waiting = (await readWaiting(tx, now, after.userId)).map(({ item }) => item);
  const behind = waiting.slice(waiting.findIndex(({ id }) => id === after.id) + 1);
  return withWords({ ...consequence, ends: "when_it_starts", next: behind.find((item) => quotaOf(item) > 0n) ?? null });
}

function withWords(consequence: Omit<QuotaConsequence, "effect">): QuotaConsequence {
  return { effect: quotaWords(consequence), ...consequence };
}

function quotaOf({ trafficLimit, adjustQuota }: QueueItem): bigint {
  return BigInt(trafficLimit) + BigInt(adjustQuota);
}
