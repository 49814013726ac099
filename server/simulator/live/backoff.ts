/** Waits between attempts grow to this. */
const longestMs = 30_000;

/** How long to wait after the n-th failure in a row (1, 2, …): doubled each time, with up to half of it by chance in [0, 1). */
export function backoffMs(failures: number, chance: number): number {
  const full = Math.min(longestMs, 1_000 * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + 0.5 * chance));
}
