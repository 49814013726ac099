/** Upper edges and cumulative counts of a histogram in Prometheus' text, in order. */
export type Histogram = readonly { le: number; count: number }[];

/** Sums the series of all processes. */
export function histogramOf(text: string, name: string): Histogram {
  const counts = new Map<number, number>();
  for (const [, labels = "", value = "0"] of text.matchAll(new RegExp(`^${name}_bucket\\{([^}]*)\\} (\\S+)`, "gm"))) {
    const edge = /le="([^"]+)"/.exec(labels)?.[1] ?? "+Inf";
    const le = edge === "+Inf" ? Number.POSITIVE_INFINITY : Number(edge);
    counts.set(le, (counts.get(le) ?? 0) + Number(value));
  }
  return [...counts].map(([le, count]) => ({ le, count })).sort((a, b) => a.le - b.le);
}

/** The quantile of what came between two looks, linear within its bucket; the last finite edge for what is beyond it. @throws when nothing came */
export function quantileBetween(before: Histogram, after: Histogram, share: number): number {
  const came = after.map(({ le, count }, index) => ({ le, count: count - (before[index]?.count ?? 0) }));
  const total = came.at(-1)?.count ?? 0;
  if (total <= 0) throw new RangeError("Nothing came between the two looks");
  const rank = total * share;
  const place = came.findIndex(({ count }) => count >= rank);
  const [low, high] = [came[place - 1] ?? { le: 0, count: 0 }, came[place]];
  if (!high || !Number.isFinite(high.le)) return low.le;
  return low.le + (high.le - low.le) * ((rank - low.count) / Math.max(1, high.count - low.count));
}
