import { DomainError } from "#lib/core/errors";

const dayMs = 86_400_000;
/** Status history is kept and answered for this long. */
export const maxRangeDays = 90;

/** `[start, end)`. */
export interface HistoryRange {
  start: Date;
  end: Date;
}

/**
 * The range that was asked for: the last 24 hours by default; one end alone is completed by 24 hours or by now.
 * @throws DomainError validation_failed naming the end that is impossible
 */
export function historyRange(input: { start?: string | undefined; end?: string | undefined }, now: Date): HistoryRange {
  const end = input.end === undefined ? now : new Date(input.end);
  const start = input.start === undefined ? new Date(end.getTime() - dayMs) : new Date(input.start);
  if (start >= end) throw impossible(input.end === undefined ? "start" : "end", "the range must not be empty: start before end");
  if (end.getTime() - start.getTime() > maxRangeDays * dayMs) throw impossible("start", `the range must be at most ${maxRangeDays} days`);
  return { start, end };
}

function impossible(path: "start" | "end", detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "out_of_range", detail }] });
}
