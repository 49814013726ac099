import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";
import { TimeZone } from "#lib/universal/time-zone";
import { fromWallClock, toWallClock } from "#lib/universal/wall-clock";

/** A window that is once: `[from, to)`. */
const Once = z.strictObject({ kind: z.literal("once"), from: Instant, to: Instant });

/** One that comes back on days of the week (1 = Monday … 7) at a local time, in its own zone, for so many minutes. */
const Weekly = z.strictObject({
  kind: z.literal("weekly"),
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 03:30"),
  minutes: z.number().int().min(1).max(10_080),
  timeZone: TimeZone,
});

export const Schedule = z
  .discriminatedUnion("kind", [Once, Weekly])
  .refine((schedule) => schedule.kind !== "once" || Date.parse(schedule.from) < Date.parse(schedule.to), {
    message: "must end after it begins",
    path: ["to"],
  });
export type Schedule = z.output<typeof Schedule>;

export interface Span {
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;

/**
 * The occurrence that `now` lies in; undefined outside. A local time that a clock change skips begins when the clock goes
 * on; one that comes twice begins the first time. A window of three hours is three hours long on every day.
 */
export function occurrenceAt(schedule: Schedule, now: Date): Span | undefined {
  return occurrencesFrom(schedule, new Date(now.getTime() - longestMs(schedule)), 9).find(({ from, to }) => from <= now && now < to);
}

/** The next occurrences that have not ended at `now`, at most `count`; what is on the calendar. */
export function nextOccurrences(schedule: Schedule, now: Date, count: number): Span[] {
  return occurrencesFrom(schedule, new Date(now.getTime() - longestMs(schedule)), count * 7 + 16)
    .filter(({ to }) => to > now)
    .slice(0, count);
}

function longestMs(schedule: Schedule): number {
  return schedule.kind === "once" ? 0 : schedule.minutes * 60_000;
}

/** Occurrences that begin on the local days from the one of `start` on, for `dayCount` days more than a window is long. */
function occurrencesFrom(schedule: Schedule, start: Date, dayCount: number): Span[] {
  if (schedule.kind === "once") return [{ from: new Date(schedule.from), to: new Date(schedule.to) }];
  const { days, at, minutes, timeZone } = schedule;
  const first = Date.parse(`${toWallClock(start, timeZone).slice(0, 10)}T00:00:00Z`);
  const span: Span[] = [];
  for (let offset = -1; offset < dayCount; offset++) {
    const day = new Date(first + offset * dayMs);
    if (!days.includes(day.getUTCDay() || 7)) continue;
    const from = fromWallClock(`${day.toISOString().slice(0, 10)}T${at}`, timeZone);
    if (from) span.push({ from, to: new Date(from.getTime() + minutes * 60_000) });
  }
  return span;
}
