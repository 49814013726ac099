/** How the second value differs from the first: `+12.5 %`, `−3.0 %`, `±0 %`. Null where one is missing or there is nothing to compare with. */
export function changeWords(a: number | null, b: number | null): string | null {
  if (a === null || b === null || a === 0) return null;
  const percent = ((b - a) / a) * 100;
  if (Math.abs(percent) < 0.05) return "±0 %";
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent).toFixed(1)} %`;
}

/** Longer is worse; differences that a second run would make by itself are none. */
export function changeTone(a: number | null, b: number | null): "ok" | "bad" | "unknown" {
  if (a === null || b === null || a === 0) return "unknown";
  const percent = ((b - a) / a) * 100;
  if (percent > 5) return "bad";
  return percent < -5 ? "ok" : "unknown";
}
