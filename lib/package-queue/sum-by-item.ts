import { UsageBillingPayload } from "#lib/package-queue/schema";

/** Billed bytes to add to one queue item of one user. */
export interface ItemUsage {
  itemId: string;
  userId: string;
  upload: bigint;
  download: bigint;
}

/**
 * What events add up to, per item. Traffic without a package adds nothing.
 * @throws ZodError when a payload is not that of its route, negative bytes included
 */
export function sumByItem(events: readonly { userId: string; payload: unknown }[]): ItemUsage[] {
  const items = new Map<string, ItemUsage>();
  for (const { userId, payload } of events) {
    const { package_queue_id: itemId, billed_upload, billed_download } = UsageBillingPayload.parse(payload);
    if (itemId === null) continue;
    const key = `${userId} ${itemId}`;
    const before = items.get(key);
    items.set(key, {
      itemId,
      userId,
      upload: (before?.upload ?? 0n) + BigInt(billed_upload),
      download: (before?.download ?? 0n) + BigInt(billed_download),
    });
  }
  return [...items.values()];
}
