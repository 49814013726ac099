import { formatDuration } from "#lib/universal/time-format";
import type { Schedule } from "./maintenance-window.ts";

const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** When a window is, for people: `Saturday and Sunday at 03:30 for 2 h, Europe/Berlin`. */
export function scheduleInWords(schedule: Schedule): string {
  if (schedule.kind === "once") {
    const lasts = formatDuration(Date.parse(schedule.to) - Date.parse(schedule.from));
    return `Once, for ${lasts}`;
  }
  const { days, at, minutes, timeZone } = schedule;
  return `${daysInWords(days)} at ${at} for ${formatDuration(minutes * 60_000)}, ${timeZone}`;
}

function daysInWords(days: readonly number[]): string {
  const names = dayNames.filter((_, index) => days.includes(index + 1));
  if (names.length === dayNames.length) return "Every day";
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
