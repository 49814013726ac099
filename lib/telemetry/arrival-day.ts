import { microsText, readMicros } from "#lib/telemetry/micros";

const dayMicros = 86_400_000_000n;

/** Where the day of arrival `2026-11-20` begins. As text: PostgreSQL prunes partitions by constants before it plans. */
export function dayStart(day: string): string {
  return `${day}T00:00:00.000000Z`;
}

/** Where the next one begins. */
export function dayEnd(day: string): string {
  return microsText((readMicros(dayStart(day)) ?? 0n) + dayMicros);
}
