import type { CreateMaintenanceWindowInput, MaintenanceWindowView } from "#lib/alerting/schema";
import { fromWallClock, toWallClock } from "#lib/universal/wall-clock";

type Schedule = CreateMaintenanceWindowInput["schedule"];

/** The fields of a schedule as a form has them: local times as their inputs write them. */
export interface ScheduleValues {
  kind: string;
  from: string;
  to: string;
  days: readonly number[];
  at: string;
  minutes: string;
  timeZone: string;
}

/** What a form begins with: the schedule that there is, or the next weekend's night in the person's zone. */
export function valuesOf(window: MaintenanceWindowView | undefined, zone: string): ScheduleValues {
  const empty = { kind: "weekly", from: "", to: "", days: [7], at: "03:00", minutes: "120", timeZone: zone };
  if (!window) return empty;
  const { schedule } = window;
  if (schedule.kind === "weekly") return { ...empty, ...schedule, minutes: String(schedule.minutes) };
  const local = (at: string) => toWallClock(new Date(at), zone);
  return { ...empty, kind: "once", from: local(schedule.from), to: local(schedule.to) };
}

/** The same for the API; what is not filled in is sent as it is, so that the server's words stand beside it. */
export function scheduleOf({ kind, from, to, days, at, minutes, timeZone }: ScheduleValues, zone: string): Schedule {
  const instant = (local: string) => fromWallClock(local, zone)?.toISOString() ?? local;
  if (kind === "once") return { kind: "once", from: instant(from), to: instant(to) };
  return { kind: "weekly", days: [...days], at, minutes: Number(minutes), timeZone };
}
