/** One stretch of time on the x axis, `[fromMs, untilMs)`. */
export interface ChartBucket {
  fromMs: number;
  untilMs: number;
}

/** What is said about one value: short in the tooltip, exact on record. */
export interface ValueWords {
  short: string;
  exact?: string;
}

/** One thing that is drawn. `values` has one entry per bucket; null is a gap, never zero. */
export interface ChartSeries {
  key: string;
  label: string;
  /** A CSS colour, usually `var(--fl-…)`. */
  color: string;
  kind: "bar" | "area" | "line";
  /** Series of one stack lie on each other; bar stacks stand side by side, area stacks lie one behind the other. */
  stack: string;
  values: readonly (number | null)[];
  words: (index: number) => ValueWords;
}

/** Something that happened at one moment: a thin line over the chart. */
export interface ChartMark {
  key: string;
  atMs: number;
  /** Said on hover. */
  label: string;
  tone: "info" | "warning" | "critical";
}

/** Made by a `prepare-<chart>.ts`; the chart decides nothing. At most 2,000 buckets. */
export interface ChartData {
  fromMs: number;
  toMs: number;
  buckets: readonly ChartBucket[];
  series: readonly ChartSeries[];
  /** `count` has whole ticks, `decimal` any. */
  unit: "bytes" | "count" | "decimal" | "percent";
  marks?: readonly ChartMark[];
}
