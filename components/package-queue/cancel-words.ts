import type { QueueItem } from "#lib/package-queue/schema";
import { formatBytes, sumBytes } from "#lib/universal/bytes";

type Cancelled = Pick<QueueItem, "status" | "trafficLimit" | "adjustQuota" | "used" | "byOrder">;

/** What is lost by cancelling an item, and what follows; `waiting` is undefined while it is not known. */
export function cancelWords(item: Cancelled, waiting: readonly Pick<QueueItem, "packageName">[] | undefined): string {
  const order = item.byOrder === null ? "" : ` Order ${item.byOrder} stays used.`;
  const quota = sumBytes([item.trafficLimit, item.adjustQuota]);
  if (item.status === "in_queue") return `It leaves the queue and never starts: ${formatBytes(quota)} are not given.${order}`;
  const left = quota - sumBytes([item.used.upload, item.used.download]);
  const lost = left > 0n ? `${formatBytes(left)} that are left of it are lost` : "Nothing is left of it";
  return `${lost}, ${followsWords(waiting)}${order}`;
}

function followsWords(waiting: readonly Pick<QueueItem, "packageName">[] | undefined): string {
  if (waiting === undefined) return "and the next package starts at once. Without one, the user loses all nodes.";
  const [next] = waiting;
  return next ? `and ${next.packageName} starts at once.` : "and nothing follows: the user loses all nodes.";
}
