export interface BackoffLimits {
  /** The first wait. */
  firstMs: number;
  /** No wait is longer. */
  maxMs: number;
}

/**
 * How long to wait before try `attempt` (0 = the first repetition): doubling, with full jitter in its upper half so that
 * many who lost the same server do not come back in step. `random` is in [0, 1).
 */
export function backoffMs(attempt: number, limits: BackoffLimits, random: number): number {
  const ceiling = Math.min(limits.maxMs, limits.firstMs * 2 ** Math.min(Math.max(attempt, 0), 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
