/** Percent in use, one decimal; null where there is no room to use. */
export function percentUsed(usedBytes: string, totalBytes: string): number | null {
  const total = BigInt(totalBytes);
  return total > 0n ? Number((BigInt(usedBytes) * 1_000n) / total) / 10 : null;
}

/** As the rules that come with the product see it: a warning from 80 %, critical from 95 %. */
export function toneOfPercent(percent: number): "ok" | "warn" | "bad" {
  if (percent > 95) return "bad";
  return percent > 80 ? "warn" : "ok";
}
