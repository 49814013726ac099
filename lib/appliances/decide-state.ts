import type { ApplianceState } from "#lib/appliances/schema";

/** Appliances are asked to report this often, seconds. */
export const reportIntervalS = 60;
/** An appliance that was not heard for this long is silent, milliseconds: a restart fits in. */
export const silentAfterMs = 15 * 60_000;

/** Whether what an appliance last said can still be believed. */
export function decideState(lastReportAt: Date | null, now: Date): ApplianceState {
  if (lastReportAt === null) return "never";
  return now.getTime() - lastReportAt.getTime() > silentAfterMs ? "silent" : "reporting";
}
