/** What decides whether an active item goes on. Bytes are billed ones. */
export interface RunningItem {
  /** What billing has applied so far. */
  used: bigint;
  /** `traffic_limit + adjust_quota`; an adjustment may take it below zero. */
  quota: bigint;
  activatedAt: Date;
  expiresAt: Date | null;
}

export interface ItemEnd {
  by: "traffic" | "time";
  at: Date;
}

/**
 * Whether an active item has ended at `now`, why and when: by time at its own expiry, however late we look; by traffic at
 * the moment we find it used up, never before it began. Time goes first: what was used up after the expiry ended by it.
 */
export function endOfItem(item: RunningItem, now: Date): ItemEnd | undefined {
  if (item.expiresAt !== null && item.expiresAt <= now) return { by: "time", at: item.expiresAt };
  if (item.used >= item.quota) return { by: "traffic", at: now < item.activatedAt ? item.activatedAt : now };
  return undefined;
}
