import type { UsageBucket } from "#lib/usage/schema";
import { addSums, nothing, totalsOf, type UsageSum } from "#lib/usage/usage-sum";

/** Where buckets begin, as JSON carries it: `edges` in epoch seconds, without the last, which only ends one. */
export function bucketStarts(edges: readonly number[]): string[] {
  return edges.slice(0, -1).map(isoOf);
}

export function isoOf(atS: number | undefined): string {
  return new Date((atS ?? 0) * 1000).toISOString();
}

/** The two lines of a chart and what they add up to. Gaps are zeros. */
export function chartOf(starts: readonly string[], sums: readonly UsageSum[]) {
  const raw: UsageBucket[] = [];
  const actuallyBilled: UsageBucket[] = [];
  let total = nothing;
  for (const [index, bucketStart] of starts.entries()) {
    const sum = sums[index] ?? nothing;
    raw.push({ bucketStart, upload: String(sum.rawUpload), download: String(sum.rawDownload) });
    actuallyBilled.push({ bucketStart, upload: String(sum.billedUpload), download: String(sum.billedDownload) });
    if (sum !== nothing) total = addSums(total, sum);
  }
  return { raw, actuallyBilled, totals: totalsOf(total) };
}
