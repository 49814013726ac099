import type { QueueItem } from "#lib/package-queue/schema";
import { formatBytes } from "#lib/universal/bytes";

/** `100 GiB of the package and 10.0 GiB given`; undefined when nothing was adjusted. */
export function quotaNote({ trafficLimit, adjustQuota }: Pick<QueueItem, "trafficLimit" | "adjustQuota">): string | undefined {
  const adjusted = BigInt(adjustQuota);
  if (adjusted === 0n) return undefined;
  const limit = `${formatBytes(trafficLimit)} of the package`;
  return adjusted > 0n ? `${limit} and ${formatBytes(adjusted)} given` : `${limit} less ${formatBytes(-adjusted)} taken back`;
}
