/** Observations counted by size. Only grows; small enough to travel as JSON. */
export interface Histogram {
  /** How many were at most each edge and above the one before; the last are beyond all edges. */
  buckets: number[];
  sum: number;
}

export function emptyHistogram(edges: readonly number[]): Histogram {
  return { buckets: new Array<number>(edges.length + 1).fill(0), sum: 0 };
}

/** Counts one value, in the unit of the edges. */
export function observe(histogram: Histogram, edges: readonly number[], value: number): void {
  const index = edges.findIndex((edge) => value <= edge);
  const bucket = index === -1 ? edges.length : index;
  histogram.buckets[bucket] = (histogram.buckets[bucket] ?? 0) + 1;
  histogram.sum += value;
}
