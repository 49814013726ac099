import type { Alert } from "#lib/alerting/schema";
import type { TimeRange } from "#lib/universal/time-range";
import type { ChartMark } from "../charts/chart-data.ts";

/** So many alerts are marked at most, the latest; more would hide the lines. */
const mostMarks = 50;

export function marksInput({ from, to }: TimeRange): { from: string; to: string; limit: number } {
  return { from: from.toISOString(), to: to.toISOString(), limit: mostMarks };
}

/** When each alert fired, with its name. */
export function marksOf(alerts: readonly Pick<Alert, "id" | "firedAt" | "title" | "severity">[]): ChartMark[] {
  return alerts.map(({ id, firedAt, title, severity }) => ({
    key: id,
    atMs: Date.parse(firedAt),
    label: `${severity}: ${title}`,
    tone: severity,
  }));
}
