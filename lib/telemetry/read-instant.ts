const minMs = -62_135_596_800_000; // 0001-01-01
const maxMs = 253_402_300_799_999; // 9999-12-31
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** An instant with microseconds, exact in any year. */
export interface Instant {
  /** ms since 1970. */
  ms: number;
  /** µs within that ms, 0 to 999. */
  micros: number;
}

/**
 * RFC 3339, strictly: any offset, any fraction of a second (cut off after µs), a leap second counts as the next one.
 * Written by hand because it is asked once a message and `Date.parse` turns 30 February into 2 March.
 * @returns undefined for anything else, and for instants whose year in UTC is not 1 to 9999
 */
export function readInstant(text: string): Instant | undefined {
  if (text.length < 20 || text.length > 64) return undefined;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)];
  const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)];
  if (text[4] !== "-" || text[7] !== "-" || (text[10] !== "T" && text[10] !== "t") || text[13] !== ":" || text[16] !== ":")
    return undefined;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month))) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const fraction = readFraction(text, 19);
  if (fraction === undefined) return undefined;
  const offsetMinutes = readOffset(text, fraction.end);
  if (offsetMinutes === undefined) return undefined;
  const seconds = (daysSince1970(year, month, day) * 24 + hour) * 3600 + (minute - offsetMinutes) * 60 + second;
  const micros = fraction.us % 1000;
  const ms = seconds * 1000 + (fraction.us - micros) / 1000;
  return ms >= minMs && ms <= maxMs ? { ms, micros } : undefined;
}

/** NaN, which no comparison accepts, where something else stands. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function readFraction(text: string, from: number): { us: number; end: number } | undefined {
  if (text[from] !== ".") return { us: 0, end: from };
  let us = 0;
  let end = from + 1;
  for (; ; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    if (end <= from + 6) us = us * 10 + digit;
  }
  const count = end - from - 1;
  return count === 0 ? undefined : { us: count < 6 ? us * 10 ** (6 - count) : us, end };
}

function readOffset(text: string, from: number): number | undefined {
  const sign = text[from];
  if (sign === "Z" || sign === "z") return text.length === from + 1 ? 0 : undefined;
  if ((sign !== "+" && sign !== "-") || text.length !== from + 6 || text[from + 3] !== ":") return undefined;
  const [hours, minutes] = [digits(text, from + 1, 2), digits(text, from + 4, 2)];
  if (!(hours <= 23 && minutes <= 59)) return undefined;
  return sign === "+" ? hours * 60 + minutes : -(hours * 60 + minutes);
}

function lastDay(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (daysOfMonth[month - 1] ?? 0);
}

/** Days of the proleptic Gregorian calendar, counted in years that begin in March (Hinnant, "chrono-compatible date algorithms"). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
