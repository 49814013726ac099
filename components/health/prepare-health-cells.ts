import type { HealthChange, HealthStatus } from "#lib/health/schema";
import { formatDuration, formatInstant } from "#lib/universal/time-format";
import type { StripCell } from "../charts/strip-cells.ts";

const cellMs = 30 * 60_000;

/** Half an hour each from `from` to `to`. Of the time before the first change nothing is known. Labels in `timeZone`. */
export function healthCells(changes: readonly HealthChange[], from: string, to: string, timeZone: string): StripCell[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const spans = changes.map(({ at, status }, index) => {
    const next = changes[index + 1];
    return { status, fromMs: Date.parse(at), toMs: next ? Date.parse(next.at) : toMs };
  });
  return Array.from({ length: Math.ceil((toMs - fromMs) / cellMs) }, (_, index) => {
    const [startMs, endMs] = [fromMs + index * cellMs, Math.min(toMs, fromMs + (index + 1) * cellMs)];
    const secondsOf = (status: HealthStatus) => {
      const overlaps = spans
        .filter((span) => span.status === status)
        .map((span) => Math.max(0, Math.min(endMs, span.toMs) - Math.max(startMs, span.fromMs)));
      return overlaps.reduce((sum, overlapMs) => sum + overlapMs, 0) / 1000;
    };
    const [onlineS, offlineS, maintenanceS] = [secondsOf("healthy"), secondsOf("unhealthy"), secondsOf("degraded")];
    const unknownS = (endMs - startMs) / 1000 - onlineS - offlineS - maintenanceS;
    const words = [
      ["unhealthy", offlineS],
      ["degraded", maintenanceS],
      ["unknown", unknownS],
    ] as const;
    const told = words.filter(([, seconds]) => seconds >= 1).map(([word, seconds]) => `${formatDuration(seconds * 1000)} ${word}`);
    return {
      label: formatInstant(startMs, timeZone, "minute"),
      onlineS,
      offlineS,
      maintenanceS,
      words: told.length === 0 ? "healthy" : told.join(" · "),
    };
  });
}
