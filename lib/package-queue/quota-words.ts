import type { QuotaConsequence } from "#lib/package-queue/schema";
import { formatBytes } from "#lib/universal/bytes";

/** What an adjustment would do to an item and to its user, in one sentence. */
export function quotaWords({ quota, used, ends, next }: Pick<QuotaConsequence, "quota" | "used" | "ends" | "next">): string {
  const amount = `used ${formatBytes(used)} of the new quota ${formatBytes(quota)}`;
  if (ends === "when_it_starts")
    return `${amount}: the package ends the moment it starts${next ? ` and ${next.packageName} follows` : ", and nothing follows"}`;
  return `${amount}: the package ends now${next ? ` and ${next.packageName} starts` : ", nothing follows: the user is off the nodes"}`;
}
