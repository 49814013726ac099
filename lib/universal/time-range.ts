/** `[from, to)` */
export interface TimeRange {
  from: Date;
  to: Date;
}

export const rangePresets = ["24h", "7d", "30d"] as const;
export type RangePreset = (typeof rangePresets)[number];

/** What a person chose: a stretch that moves with time, or a fixed one. */
export type RangeChoice = { preset: RangePreset } | TimeRange;

const quarterMs = 900_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * The instants of a choice. Presets end at the end of the present quarter hour (24 h and 7 d: hour), so that the range
 * stays the same between two looks. 30 d begins within the local day 29 days ago; the API widens it to that day's start.
 */
export function resolveRange(choice: RangeChoice, now: Date): TimeRange {
  if (!("preset" in choice)) return choice;
  const hourEndMs = (Math.floor(now.getTime() / hourMs) + 1) * hourMs;
  const quarterEndMs = (Math.floor(now.getTime() / quarterMs) + 1) * quarterMs;
  switch (choice.preset) {
    case "24h":
      return { from: new Date(hourEndMs - dayMs), to: new Date(hourEndMs) };
    case "7d":
      return { from: new Date(hourEndMs - 7 * dayMs), to: new Date(hourEndMs) };
    case "30d":
      return { from: new Date(quarterEndMs - quarterMs - 29 * dayMs), to: new Date(quarterEndMs) };
  }
}

/** The finest bucket that keeps a chart readable: at most about 200 points. */
export function bucketFor({ from, to }: TimeRange): "15m" | "hour" | "day" {
  const spanMs = to.getTime() - from.getTime();
  if (spanMs <= dayMs / 2) return "15m";
  return spanMs <= 8 * dayMs ? "hour" : "day";
}

/** The same length just before (`-1`) or after (`1`). */
export function shiftRange({ from, to }: TimeRange, direction: -1 | 1): TimeRange {
  const spanMs = to.getTime() - from.getTime();
  return { from: new Date(from.getTime() + direction * spanMs), to: new Date(to.getTime() + direction * spanMs) };
}
