import { partsOf } from "#lib/universal/time-format";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The local date and minute of an instant as `<input type="datetime-local">` writes it: `2026-11-20T17:45`. */
export function toWallClock(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = partsOf(at, timeZone);
  const monthNumber = String(months.indexOf(month) + 1).padStart(2, "0");
  return `${year.padStart(4, "0")}-${monthNumber}-${day.padStart(2, "0")}T${hour}:${minute}`;
}

/**
 * The instant of a local date and minute. A time that a clock change skips is the instant after the gap as far as the
 * clock would have run; one that happens twice is the first. Undefined for anything else than `YYYY-MM-DDThh:mm`.
 */
export function fromWallClock(text: string, timeZone: string): Date | undefined {
  const asUtcMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(asUtcMs)) return undefined;
  const offsets = [offsetMs(asUtcMs - 86_400_000, timeZone), offsetMs(asUtcMs + 86_400_000, timeZone)];
  const candidates = offsets.map((offset) => asUtcMs - offset).sort((a, b) => a - b);
  const exact = candidates.find((ms) => toWallClock(new Date(ms), timeZone) === text);
  // In a gap the offset from before it is the one to run on with.
  return new Date(exact ?? asUtcMs - (offsets[0] ?? 0));
}

/** How far the zone's clock is ahead of UTC at an instant, in ms, whole minutes. */
function offsetMs(atMs: number, timeZone: string): number {
  const wholeMs = Math.floor(atMs / 60_000) * 60_000;
  return Date.parse(`${toWallClock(new Date(wholeMs), timeZone)}Z`) - wholeMs;
}
