const hourMs = 3_600_000;

export interface QuotaUse {
  /** Billed bytes that are left. */
  left: bigint;
  /** Billed bytes used from `windowFrom` to now. */
  billed: bigint;
  windowFrom: Date;
  /** When the package ends by time. */
  expiresAt: Date | null;
}

/**
 * When a quota runs out if the user goes on as in the window. Null when nothing was used, or when the package ends by
 * time first. A window of less than an hour says little and counts as an hour.
 */
export function forecastEmpty({ left, billed, windowFrom, expiresAt }: QuotaUse, now: Date): Date | null {
  if (left <= 0n) return now;
  if (billed <= 0n) return null;
  const windowMs = BigInt(Math.max(hourMs, now.getTime() - windowFrom.getTime()));
  const emptyAtMs = BigInt(now.getTime()) + (left * windowMs) / billed;
  const endMs = BigInt(expiresAt?.getTime() ?? 8_640_000_000_000_000);
  return emptyAtMs < endMs ? new Date(Number(emptyAtMs)) : null;
}
