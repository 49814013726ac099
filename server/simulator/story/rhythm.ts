const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** A bump of width `widthH` around `peakH` on a clock of 24 hours. */
function bump(hour: number, peakH: number, widthH: number): number {
  const distance = Math.abs(hour - peakH);
  const around = Math.min(distance, 24 - distance);
  return Math.exp(-((around / widthH) ** 2));
}

/**
 * How much people do at a local hour (0 ≤ hour < 24), 0.06 … 1: quiet before dawn, a working morning, the peak at nine
 * in the evening. On days off the morning starts later and the afternoon is full.
 */
export function dayRhythm(hour: number, isDayOff: boolean): number {
  const morning = isDayOff ? 0.45 * bump(hour, 12.5, 3) : 0.4 * bump(hour, 9.5, 2.5);
  const afternoon = (isDayOff ? 0.5 : 0.35) * bump(hour, 16, 3);
  return Math.min(1, 0.06 + morning + afternoon + 0.9 * bump(hour, 21, 2.8));
}

/** The weight of a day of the week, 0 = Sunday. Weekends are a third busier, Mondays the quietest. */
export function weekRhythm(weekday: number): number {
  return [1.32, 0.88, 0.92, 0.95, 1, 1.12, 1.35][weekday] ?? 1;
}

/** Day and week together at an instant, seen from a place `utcOffsetH` hours east of Greenwich. */
export function rhythmAt(at: Date, utcOffsetH: number): number {
  const localMs = at.getTime() + utcOffsetH * hourMs;
  const hour = (((localMs % dayMs) + dayMs) % dayMs) / hourMs;
  const weekday = new Date(localMs).getUTCDay();
  return dayRhythm(hour, weekday === 0 || weekday === 6) * weekRhythm(weekday);
}

/** The mean of `rhythmAt` over a week: an appetite in bytes a day divides by it. */
export const meanRhythm = meanOverAWeek();

function meanOverAWeek(): number {
  const quarters = 7 * 96;
  let sum = 0;
  for (let quarter = 0; quarter < quarters; quarter++) sum += rhythmAt(new Date(quarter * 900_000), 0);
  return sum / quarters;
}
