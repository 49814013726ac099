import { fromWallClock } from "#lib/universal/wall-clock";

/** How long people silence something; `custom` names an end. */
export const durations = [
  { value: "3600", label: "1 hour" },
  { value: "7200", label: "2 hours" },
  { value: "14400", label: "4 hours" },
  { value: "28800", label: "8 hours" },
  { value: "86400", label: "1 day" },
  { value: "259200", label: "3 days" },
  { value: "604800", label: "1 week" },
  { value: "custom", label: "Until …" },
] as const;

export interface EndValues {
  duration: string;
  /** Local, as `<input type="datetime-local">` writes it. */
  to: string;
}

/** When a silence that begins at `from` would end; undefined while that is not said. */
export function endOf({ duration, to }: EndValues, zone: string, from: Date): Date | undefined {
  return duration === "custom" ? fromWallClock(to, zone) : new Date(from.getTime() + Number(duration) * 1000);
}

/** The same for the API, which counts a duration from its own now. An end that is not filled in is sent, and refused beside its field. */
export function endForApi({ duration, to }: EndValues, zone: string): { to: string } | { durationSeconds: number } {
  if (duration !== "custom") return { durationSeconds: Number(duration) };
  return { to: fromWallClock(to, zone)?.toISOString() ?? "" };
}
