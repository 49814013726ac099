import { DomainError } from "#lib/core/errors";
import { demandInstant } from "#lib/telemetry/demand-instant";
import { type Micros, microsOf, microsText } from "#lib/telemetry/micros";

const dayMs = 86_400_000;
const usualMostDays = 400;

/** `[from, to)` */
export interface ReadRange {
  from: Micros;
  to: Micros;
}

/** What was asked for; what is missing is completed by `usualMs`, backwards from now. */
export interface AskedRange {
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * The range of a question. `mostDays` of Infinity allows any.
 * @throws DomainError validation_failed naming the end that is impossible
 */
export function readRange(asked: AskedRange, now: Date, usualMs: number, mostDays: number = usualMostDays): ReadRange {
  const to = asked.to === undefined ? microsOf(now) : demandInstant("to", asked.to, true);
  const from = asked.from === undefined ? to - BigInt(usualMs) * 1000n : demandInstant("from", asked.from, true);
  if (from >= to) throw impossible(asked.to === undefined ? "from" : "to", "the range must not be empty: from before to");
  if (Number(to - from) / 1000 > mostDays * dayMs) throw impossible("from", `the range must be at most ${mostDays} days`);
  return { from, to };
}

/** The same as text for answers. */
export function rangeText({ from, to }: ReadRange): { from: string; to: string } {
  return { from: microsText(from), to: microsText(to) };
}

function impossible(path: "from" | "to", detail: string): DomainError {
  return new DomainError("validation_failed", `${path}: ${detail}`, { errors: [{ path, code: "out_of_range", detail }] });
}
