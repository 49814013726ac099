import { DomainError } from "#lib/core/errors";

const dayMs = 86_400_000;
/** What is asked for unless said, days. */
const usualDays = 30;
const maxDays = 400;
/** Quarters of an hour are kept this long; before it there is one point a day. */
export const quarterDays = 30;

/**
 * The range that was asked for, `[start, end)`; one end alone is completed by 30 days or by now.
 * @throws DomainError validation_failed naming the end that is impossible
 */
export function capacityRange(input: { start?: string | undefined; end?: string | undefined }, now: Date): { start: Date; end: Date } {
  const end = input.end === undefined ? now : new Date(input.end);
  const start = input.start === undefined ? new Date(end.getTime() - usualDays * dayMs) : new Date(input.start);
  if (start >= end) throw impossible(input.end === undefined ? "start" : "end", "the range must not be empty: start before end");
  if (end.getTime() - start.getTime() > maxDays * dayMs) throw impossible("start", `the range must be at most ${maxDays} days`);
  return { start, end };
}

function impossible(path: "start" | "end", detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "out_of_range", detail }] });
}
