import { formatBytes } from "#lib/universal/bytes";
import type { Observation } from "./alert-state.ts";

/** When traffic is unusual: by how much an hour differs from the same hour of the days before. */
export interface TrafficLimit {
  direction: "drop" | "spike" | "both";
  percent: number;
  /** Hours in which neither side has that much are not compared. */
  minimumBytes: number;
}

export interface TrafficComparison {
  observation: Observation;
  /** Difference in percent; null where there is nothing to divide by. */
  value: number | null;
  message: string;
}

/** An hour's bytes against the mean of the same hour of earlier days. Without any earlier day nothing is known. */
export function compareTraffic(
  bytes: number,
  earlier: readonly number[],
  { direction, percent, minimumBytes }: TrafficLimit,
): TrafficComparison {
  const now = formatBytes(BigInt(Math.round(bytes)));
  if (earlier.length === 0)
    return { observation: "no_data", value: null, message: `${now} in the last full hour; no earlier day to compare with` };
  const mean = earlier.reduce((sum, one) => sum + one, 0) / earlier.length;
  const before = `${formatBytes(BigInt(Math.round(mean)))} on average at this hour of ${earlier.length} earlier ${earlier.length === 1 ? "day" : "days"}`;
  const value = mean === 0 ? null : Math.round(((bytes - mean) / mean) * 1_000) / 10;
  if (Math.max(bytes, mean) < minimumBytes)
    return { observation: "false", value, message: `${now} in the last full hour, ${before}: too little to compare` };
  const change = value ?? Number.POSITIVE_INFINITY;
  const isUnusual = (direction !== "spike" && -change >= percent) || (direction !== "drop" && change >= percent);
  const difference = value === null ? "from nothing" : `${value > 0 ? "+" : ""}${value} %`;
  return { observation: isUnusual ? "true" : "false", value, message: `${now} in the last full hour, ${before} (${difference})` };
}
