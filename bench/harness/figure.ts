/** One measured number, with the limit it is held against, if it has one. */
export interface Figure {
  name: string;
  value: number;
  /** `ratio`, `ms`, `s`, `µs/line`, `lines/s`, `KB`, `MB`, … */
  unit: string;
  /** What we aim for (spec/performance.md). */
  aim?: { atMost: number } | { atLeast: number };
  /** What the number was measured against, or how. */
  note?: string;
}

/** Undefined when there is no aim. */
export function isMet({ value, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  return "atMost" in aim ? value <= aim.atMost : value >= aim.atLeast;
}

/** The middle of an odd number of rounds, the mean of the two middle ones of an even number. @throws when there are none */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear between neighbours; `share` 0 … 1. @throws RangeError for no values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError("No values");
  return low + (high - low) * (place - Math.floor(place));
}
