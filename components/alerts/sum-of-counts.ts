import type { AlertOverview } from "#lib/alerting/schema";

/** Of all severities together. */
export function sumOfCounts({ critical, warning, info }: AlertOverview["open"]): number {
  return critical + warning + info;
}
