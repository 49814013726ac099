import { formatDuration } from "#lib/universal/time-format";
import { daysInWords } from "#lib/universal/weekdays";
import type { Schedule } from "./maintenance-window.ts";

/** When a window is, for people: `Saturday and Sunday at 03:30 for 2 h, Europe/Berlin`. */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.kind === "once") {
    const lasts = formatDuration(Date.parse(schedule.to) - Date.parse(schedule.from));
    return `Once, for ${lasts}`;
  }
  const { days, at, minutes, timeZone } = schedule;
  const words = daysInWords(days);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} at ${at} for ${formatDuration(minutes * 60_000)}, ${timeZone}`;
}
