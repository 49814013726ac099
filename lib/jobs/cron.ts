const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** 29 February comes back within eight years (1896–1904, 2096–2104). */
const searchedDays = 366 * 8 + 2;

/** A parsed five-field expression in UTC. */
export interface Cron {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  daysOfMonth: ReadonlySet<number>;
  months: ReadonlySet<number>;
  /** 0 and 7 are Sunday; kept as 0. */
  daysOfWeek: ReadonlySet<number>;
  /** With both days restricted, either is enough: so says crontab(5). */
  matchesEitherDay: boolean;
}

/** Reads "minute hour day-of-month month day-of-week" with numbers, lists, ranges, * and steps. @throws RangeError */
export function parseCron(expression: string): Cron {
  const fields = expression.trim().split(/\s+/);
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  if (fields.length !== 5) throw new RangeError(`A cron expression has five fields: ${expression}`);
  const weekdays = parseField(dayOfWeek, 0, 7);
  return {
    minutes: parseField(minute, 0, 59),
    hours: parseField(hour, 0, 23),
    daysOfMonth: parseField(dayOfMonth, 1, 31),
    months: parseField(month, 1, 12),
    daysOfWeek: new Set([...weekdays].map((day) => day % 7)),
    matchesEitherDay: !dayOfMonth.startsWith("*") && !dayOfWeek.startsWith("*"),
  };
}

function parseField(field: string, lowest: number, highest: number): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) throw new RangeError(`Not a cron field: ${field}`);
    const [, from, to, every] = match;
    const first = from === undefined ? lowest : Number(from);
    const last = to === undefined ? (from === undefined || every !== undefined ? highest : first) : Number(to);
    const step = every === undefined ? 1 : Number(every);
    if (first < lowest || last > highest || first > last || step < 1) throw new RangeError(`Out of range in a cron field: ${field}`);
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return values;
}

/** The latest instant at or before `at` that matches; undefined when there is none (30 February). */
export function cronAtOrBefore(cron: Cron, at: Date): Date | undefined {
  return search(cron, Math.floor(at.getTime() / minuteMs) * minuteMs, -1);
}

/** The first instant after `at` that matches. */
export function cronAfter(cron: Cron, at: Date): Date | undefined {
  return search(cron, (Math.floor(at.getTime() / minuteMs) + 1) * minuteMs, 1);
}

function search(cron: Cron, fromMs: number, direction: 1 | -1): Date | undefined {
  let atMs = fromMs;
  for (let days = 0; days < searchedDays; days++) {
    const dayStartMs = Math.floor(atMs / dayMs) * dayMs;
    if (matchesDay(cron, new Date(dayStartMs))) {
      for (; atMs >= dayStartMs && atMs < dayStartMs + dayMs; atMs += direction * minuteMs) {
        const at = new Date(atMs);
        if (cron.hours.has(at.getUTCHours()) && cron.minutes.has(at.getUTCMinutes())) return at;
      }
    }
    atMs = direction > 0 ? dayStartMs + dayMs : dayStartMs - minuteMs;
  }
  return undefined;
}

function matchesDay(cron: Cron, day: Date): boolean {
  if (!cron.months.has(day.getUTCMonth() + 1)) return false;
  const [ofMonth, ofWeek] = [cron.daysOfMonth.has(day.getUTCDate()), cron.daysOfWeek.has(day.getUTCDay())];
  return cron.matchesEitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}
