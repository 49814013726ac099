import type { ItemCounts, Package } from "#lib/package-queue/schema";
import { formatDuration } from "#lib/universal/time-format";

const dayS = 86_400;

/** `30 days` of whole days, else as other durations: `36 h`. */
export function durationWords(expireSeconds: number): string {
  if (!Number.isFinite(expireSeconds)) return "nothing";
  if (expireSeconds % dayS !== 0) return formatDuration(expireSeconds * 1000);
  return expireSeconds === dayS ? "1 day" : `${expireSeconds / dayS} days`;
}

/** How many devices may be connected at once; 0 limits nothing. */
export function devicesWords(maxClientNumber: number): string {
  if (!Number.isFinite(maxClientNumber)) return "nothing";
  return maxClientNumber === 0 ? "any number" : String(maxClientNumber);
}

/** Whether a version can be bought, and how: `v3, by the series`, `v2, by its id`, `v1, retired`. */
export function saleWords({ isMaster, retiredAt }: Pick<Package, "isMaster" | "retiredAt">): string {
  if (retiredAt) return "Retired";
  return isMaster ? "Sold now" : "Sold by its id";
}

/** All that were ever bought. */
export function boughtCount({ inQueue, active, consumed, cancelled }: ItemCounts): number {
  return inQueue + active + consumed + cancelled;
}

/** `1 item`, `3 items`. */
export function itemsWords(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}
