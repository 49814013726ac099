import { type Cron, parseCron } from "#lib/jobs/cron";
import { describeSchedule } from "#lib/jobs/schedule";
import type { Schedule } from "#lib/jobs/schema";
import { listInWords } from "#lib/universal/list-in-words";

const weekdays = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];
const two = (value: number) => String(value).padStart(2, "0");

/** For people: `every 15 s`, `hourly at :07`, `daily at 03:41 UTC`. What has no short words is the expression itself. */
export function scheduleWords(schedule: Schedule): string {
  if ("everySeconds" in schedule && schedule.everySeconds === 60) return "every minute";
  const words = "cron" in schedule ? cronWords(parseCron(schedule.cron)) : undefined;
  return words ?? describeSchedule(schedule);
}

function cronWords({ minutes, hours, daysOfMonth, months, daysOfWeek }: Cron): string | undefined {
  if (months.size < 12) return undefined;
  const isEveryDate = daysOfMonth.size === 31;
  const isEveryWeekday = daysOfWeek.size === 7;
  if (hours.size === 24 && isEveryDate && isEveryWeekday) return hourWords([...minutes].sort(ascending));
  if (minutes.size * hours.size > 4) return undefined;
  const times = [...hours].sort(ascending).flatMap((hour) => [...minutes].sort(ascending).map((minute) => `${two(hour)}:${two(minute)}`));
  const at = `at ${listInWords(times)} UTC`;
  if (isEveryDate && isEveryWeekday) return `daily ${at}`;
  if (isEveryDate) return `${listInWords([...daysOfWeek].sort(ascending).map((day) => weekdays[day] ?? ""))} ${at}`;
  if (isEveryWeekday && daysOfMonth.size <= 4) return `day ${listInWords([...daysOfMonth].sort(ascending).map(String))} of the month ${at}`;
  return undefined;
}

/** Minutes of every hour: `every minute`, `every 5 min`, `hourly at :07 and :37`. */
function hourWords(minutes: readonly number[]): string | undefined {
  const [first = 0, second] = minutes;
  if (minutes.length === 60) return "every minute";
  const stepMinutes = second === undefined ? 60 : second - first;
  const isEven = first === 0 && 60 % stepMinutes === 0 && minutes.every((minute, index) => minute === index * stepMinutes);
  if (isEven && minutes.length * stepMinutes === 60 && minutes.length > 1) return `every ${stepMinutes} min`;
  return minutes.length <= 4 ? `hourly at ${listInWords(minutes.map((minute) => `:${two(minute)}`))}` : undefined;
}

function ascending(a: number, b: number): number {
  return a - b;
}
