import { readInstant } from "#lib/telemetry/read-instant";

/** Microseconds since 1970, as PostgreSQL keeps instants. A bigint: the year 9999 is beyond 2^53 of them. */
export type Micros = bigint;

/**
 * An instant as clients of the original server write it: RFC 3339, or without a zone, which means UTC. What is finer than a
 * microsecond is cut off; `up` makes it the next one, so that an excluded end still excludes nothing before it.
 */
export function readMicros(text: string, up = false): Micros | undefined {
  const zoned = /(?:[zZ]|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
  const instant = readInstant(zoned);
  if (!instant) return undefined;
  const isFiner = /\.\d{6}\d*[1-9]/.test(zoned);
  return BigInt(instant.ms) * 1000n + BigInt(instant.micros) + (up && isFiner ? 1n : 0n);
}

export function microsOf(at: Date): Micros {
  return BigInt(at.getTime()) * 1000n;
}

/** No message is older, and none as late (`readInstant`). */
const firstMicros = -62_135_596_800_000_000n; // 0001-01-01
const endMicros = 253_402_300_800_000_000n; // 10000-01-01

/**
 * ISO 8601, UTC, always six digits: also what PostgreSQL reads without losing any. Bounds before the year 1 or after 9999 become
 * the first and the end of what can be.
 */
export function microsText(micros: Micros): string {
  if (micros < firstMicros) return microsText(firstMicros);
  // Of the year 10000 PostgreSQL has another idea than ISO.
  if (micros >= endMicros) return "10000-01-01T00:00:00.000000Z";
  const ms = Number((micros - mod(micros)) / 1000n);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(mod(micros)).padStart(3, "0")}Z`;
}

/** Within its millisecond, also before 1970. */
function mod(micros: Micros): bigint {
  return ((micros % 1000n) + 1000n) % 1000n;
}
