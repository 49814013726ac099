import type { TargetHealth } from "#lib/notifications/schema";

interface Facts {
  isEnabled: boolean;
  pausedAt: Date | null;
  failures: number;
  lastSuccessAt: Date | null;
}

/** How a target is. One that nothing was ever sent to is unknown, never well. */
export function healthOf({ isEnabled, pausedAt, failures, lastSuccessAt }: Facts): TargetHealth {
  if (!isEnabled) return "disabled";
  if (pausedAt !== null) return "paused";
  if (failures > 0) return "failing";
  return lastSuccessAt === null ? "unknown" : "ok";
}
