/** `[from, to)` */
export interface TimeRange {
  from: Date;
  to: Date;
}

export const rangePresets = ["1h", "24h", "7d", "30d"] as const;
export type RangePreset = (typeof rangePresets)[number];

/** What a person chose: a stretch that moves with time, or a fixed one. */
export type RangeChoice = { preset: RangePreset } | TimeRange;

const quarterHourMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * The instants of a choice. A preset ends with the present quarter of an hour and begins in the first of its 4 quarters, 24 or
 * 168 hours, or 30 days, the present one included. The API widens both to the edges of local hours or days, which lie on
 * quarters in every zone: so there are always as many buckets (a clock change may add a day), the last one running.
 */
export function resolveRange(choice: RangeChoice, now: Date): TimeRange {
  if (!("preset" in choice)) return choice;
  const quarterMs = Math.floor(now.getTime() / quarterHourMs) * quarterHourMs;
  const backMs = { "1h": 3 * quarterHourMs, "24h": 23 * hourMs, "7d": 167 * hourMs, "30d": 29 * dayMs }[choice.preset];
  return { from: new Date(quarterMs - backMs), to: new Date(quarterMs + quarterHourMs) };
}

/** The finest bucket that keeps a chart readable: at most about 200 points. */
export function bucketFor({ from, to }: TimeRange): "15m" | "hour" | "day" {
  const spanMs = to.getTime() - from.getTime();
  if (spanMs <= dayMs / 2) return "15m";
  return spanMs <= 8 * dayMs ? "hour" : "day";
}

/** How long the range is once it is widened to whole buckets, in ms. */
export function spanMs(range: TimeRange): number {
  const bucketMs = { "15m": quarterHourMs, hour: hourMs, day: dayMs }[bucketFor(range)];
  return Math.ceil((range.to.getTime() - range.from.getTime()) / bucketMs) * bucketMs;
}

/** The same length just before (`-1`) or after (`1`). */
export function shiftRange(range: TimeRange, direction: -1 | 1): TimeRange {
  const byMs = direction * spanMs(range);
  return { from: new Date(range.from.getTime() + byMs), to: new Date(range.to.getTime() + byMs) };
}
