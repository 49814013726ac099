import { DomainError } from "#lib/core/errors";
import type { Span } from "./maintenance-window.ts";

/** A year, in ms: what should never be told is a rule to be switched off. */
const longestMs = 31_622_400_000;

interface Times {
  from?: string | undefined;
  to?: string | undefined;
  durationSeconds?: number | undefined;
}

/**
 * When a silence holds. It begins now unless `from` lies ahead, and ends at `to` or after `durationSeconds`.
 * @throws DomainError validation_failed for both or neither of the ends, one that has passed, or more than a year
 */
export function silenceSpan({ from, to, durationSeconds }: Times, now: Date): Span {
  if ((to === undefined) === (durationSeconds === undefined)) throw refused("to", "Give to or durationSeconds, one of the two");
  const begin = new Date(Math.max(now.getTime(), from === undefined ? 0 : Date.parse(from)));
  const end = to === undefined ? new Date(begin.getTime() + (durationSeconds ?? 0) * 1000) : silenceEnd(to, begin);
  return { from: begin, to: end };
}

/** An end that somebody gave. @throws DomainError validation_failed when it is not after `from`, or more than a year after it */
export function silenceEnd(to: string, from: Date): Date {
  const end = new Date(to);
  if (end <= from) throw refused("to", `Must lie after ${from.toISOString()}`);
  if (end.getTime() - from.getTime() > longestMs) throw refused("to", "Must not be more than a year away; switch the rule off instead");
  return end;
}

function refused(path: string, detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "invalid_time", detail }] });
}
