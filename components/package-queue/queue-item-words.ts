import type { QueueItem } from "#lib/package-queue/schema";
import { formatBytes, sumBytes } from "#lib/universal/bytes";

/** What became of an item: `active`, `waiting`, `consumed by traffic`, `cancelled`. */
export function statusWords({ status, consumedBy }: Pick<QueueItem, "status" | "consumedBy">): string {
  switch (status) {
    case "in_queue":
      return "waiting";
    case "consumed":
      return consumedBy === null ? "consumed" : `consumed by ${consumedBy}`;
    default:
      return status;
  }
}

/** `1.20 GiB of 100 GiB` in billed bytes; the quota with what was adjusted. */
export function usedWords({ used, trafficLimit, adjustQuota }: Pick<QueueItem, "used" | "trafficLimit" | "adjustQuota">): string {
  return `${formatBytes(sumBytes([used.upload, used.download]))} of ${formatBytes(sumBytes([trafficLimit, adjustQuota]))}`;
}
