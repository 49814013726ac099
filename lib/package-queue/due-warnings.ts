import type { PackageWarningKind } from "#lib/package-queue/schema";
import type { RunningItem } from "./end-of-item.ts";

const dayMs = 86_400_000;

const quotaWarnings = [
  { kind: "used_80", percent: 80n },
  { kind: "used_95", percent: 95n },
] as const;

export const timeWarnings = [
  { kind: "expires_7d", beforeMs: 7 * dayMs },
  { kind: "expires_1d", beforeMs: dayMs },
] as const;

/**
 * What the user of an active item is to be told by now, each once. An item that does not even last so long is not
 * announced to expire: a day's package has no "7 days left".
 */
export function dueWarnings(item: RunningItem, now: Date): PackageWarningKind[] {
  const kinds: PackageWarningKind[] = [];
  for (const { kind, percent } of quotaWarnings) if (item.quota > 0n && item.used * 100n >= item.quota * percent) kinds.push(kind);
  const { activatedAt, expiresAt } = item;
  if (expiresAt === null || expiresAt <= now) return kinds;
  for (const { kind, beforeMs } of timeWarnings) {
    const isLong = expiresAt.getTime() - activatedAt.getTime() > beforeMs;
    if (isLong && expiresAt.getTime() - now.getTime() <= beforeMs) kinds.push(kind);
  }
  return kinds;
}
