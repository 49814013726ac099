import { DomainError } from "#lib/core/errors";
import type { PastRange } from "./condition.ts";

const dayMs = 86_400_000;
const maxDays = 90;

/** The past to look at: ends now at the latest, and without a beginning is `days` long. @throws DomainError validation_failed naming the end that is wrong */
export function previewRange(from: string | undefined, to: string | undefined, days: number, now: Date): PastRange {
  const end = new Date(Math.min(to === undefined ? now.getTime() : new Date(to).getTime(), now.getTime()));
  const begin = from === undefined ? new Date(end.getTime() - days * dayMs) : new Date(from);
  if (begin >= end) throw wrong("Must be before the end of the range, and in the past");
  if (end.getTime() - begin.getTime() > maxDays * dayMs) throw wrong(`The range is longer than ${maxDays} days`);
  return { from: begin, to: end };
}

function wrong(detail: string): DomainError {
  return new DomainError("validation_failed", `from: ${detail}`, { errors: [{ path: "from", code: "out_of_range", detail }] });
}
