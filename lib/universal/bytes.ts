import { locale } from "#lib/universal/locale";

/** IEC units, each 1024 of the one before. */
export const byteUnits: readonly string[] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"];

/** A byte count as the API sends it (decimal text) or as the domain holds it. */
export type Bytes = bigint | string;

/**
 * IEC text of a byte count, about three digits, rounded half up in exact integer arithmetic: `1.50 GiB`, `812 MiB`,
 * `512 B`. `isTerse` drops trailing zeros, for axes: `1.5 GiB`, `2 GiB`.
 */
export function formatBytes(bytes: Bytes, { isTerse = false } = {}): string {
  const value = BigInt(bytes);
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? "-" : "";
  for (const [index, unit] of byteUnits.entries()) {
    const isLast = index === byteUnits.length - 1;
    if (index === 0) {
      if (size < 1024n) return `${sign}${size} B`;
      continue;
    }
    const divisor = 1n << BigInt(10 * index);
    const decimals = size * 200n < 1999n * divisor ? 2 : size * 20n < 1999n * divisor ? 1 : 0;
    const scale = 10n ** BigInt(decimals);
    const scaled = (size * scale * 2n + divisor) / (divisor * 2n);
    if (scaled >= 1024n * scale && !isLast) continue;
    return `${sign}${decimalText(scaled, decimals, isTerse)} ${unit}`;
  }
  return `${sign}${size} B`;
}

/** The whole number, for hovering and for records: `1,610,612,736 bytes`. */
export function formatBytesExact(bytes: Bytes): string {
  const value = BigInt(bytes);
  return `${new Intl.NumberFormat(locale).format(value)} ${value === 1n || value === -1n ? "byte" : "bytes"}`;
}

/** Sum of byte counts, exact. */
export function sumBytes(parts: Iterable<Bytes>): bigint {
  let sum = 0n;
  for (const part of parts) sum += BigInt(part);
  return sum;
}

function decimalText(scaled: bigint, decimals: number, isTerse: boolean): string {
  const digits = scaled.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const shown = isTerse ? fraction.replace(/0+$/, "") : fraction;
  return shown === "" ? whole : `${whole}.${shown}`;
}
