import { formatBytes } from "#lib/universal/bytes";
import { locale } from "#lib/universal/locale";
import { formatDuration } from "#lib/universal/time-format";

const whole = new Intl.NumberFormat(locale);
const decimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What a node has not told; never a zero. */
export const notTold = "–";

/** `#23,650,101` */
export function heightWords(height: number | null): string {
  return height === null ? notTold : `#${whole.format(height)}`;
}

export function countWords(count: number | null): string {
  return count === null ? notTold : whole.format(count);
}

/** `6.02 s`, `640 ms`; of what happens within a second the milliseconds matter. */
export function durationWords(ms: number | null): string {
  if (ms === null) return notTold;
  return ms < 1_000 ? `${whole.format(Math.round(ms))} ms` : `${decimal.format(ms / 1_000)} s`;
}

/** `1.2 MiB/s` */
export function rateWords(bytesPerS: number | null): string {
  return bytesPerS === null ? notTold : `${formatBytes(BigInt(Math.max(0, Math.round(bytesPerS))))}/s`;
}

/** How long a node has been running: `3 d 4 h`. Nothing where it is not known ("0ms" is what nodes say then) or lies ahead. */
export function uptimeWords(startedAt: string | null, now: Date): string {
  const startedMs = startedAt === null ? 0 : Date.parse(startedAt);
  return startedMs === 0 || startedMs > now.getTime() ? notTold : formatDuration(now.getTime() - startedMs);
}

/** A version without the commit it was built from. */
export function shortVersion(version: string): string {
  return version.replace(/^(\d+\.\d+\.\d+(?:-rc\d+)?)-.+$/, "$1") || notTold;
}

/** Of a nanosecond duration: `182 µs`, `1.40 ms`. */
export function nanosecondWords(ns: number): string {
  if (ns < 1_000) return `${whole.format(Math.round(ns))} ns`;
  if (ns < 1_000_000) return `${decimal.format(ns / 1_000)} µs`;
  return ns < 1_000_000_000 ? `${decimal.format(ns / 1_000_000)} ms` : `${decimal.format(ns / 1_000_000_000)} s`;
}

/** How wrong a node's clock is: `12 min ahead`. */
export function clockWords(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600), Math.floor(seconds / 60)];
  const size = days > 0 ? `${whole.format(days)} d` : hours > 0 ? `${hours} h` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
  return `${size} ${aheadMs >= 0 ? "ahead" : "behind"}`;
}
