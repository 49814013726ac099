/** Seconds in each status. */
export interface StatusSeconds {
  onlineS: number;
  offlineS: number;
  maintenanceS: number;
}

/**
 * Online ÷ (online + offline) in percent, three places. Maintenance and unknown time count neither way; null when
 * nothing else is known. Not rounded up to 100 and not down to 0: those two mean "always" and "never".
 */
export function uptimePercent(spans: readonly StatusSeconds[]): number | null {
  const onlineS = spans.reduce((sum, span) => sum + span.onlineS, 0);
  const offlineS = spans.reduce((sum, span) => sum + span.offlineS, 0);
  if (onlineS + offlineS <= 0) return null;
  if (offlineS <= 0) return 100;
  if (onlineS <= 0) return 0;
  const rounded = Math.round((onlineS / (onlineS + offlineS)) * 100_000) / 1_000;
  return Math.min(99.999, Math.max(0.001, rounded));
}
