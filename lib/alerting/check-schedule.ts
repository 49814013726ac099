import { DomainError } from "#lib/core/errors";
import { nextOccurrences, type Schedule } from "./maintenance-window.ts";

/** Refuses a schedule that will never come. @throws DomainError validation_failed naming its end */
export function checkSchedule(schedule: Schedule, now: Date): void {
  if (nextOccurrences(schedule, now, 1).length > 0) return;
  const detail = "Has passed already";
  throw new DomainError("validation_failed", `schedule.to: ${detail}`, { errors: [{ path: "schedule.to", code: "invalid_time", detail }] });
}
