import { occurrenceAt } from "./maintenance-window.ts";
import type { QuietHours, Severity } from "./schema.ts";

/** What is held back at `now`, and until when; undefined when nothing is. */
export function quietAt(hours: QuietHours | null, now: Date): { until: Date; severities: ReadonlySet<Severity> } | undefined {
  if (!hours) return undefined;
  const { timeZone, days, from, to, severities } = hours;
  const minutes = (minutesOf(to) - minutesOf(from) + 1_440) % 1_440;
  const occurrence = occurrenceAt({ kind: "weekly", days, at: from, minutes, timeZone }, now);
  return occurrence && { until: occurrence.to, severities: new Set(severities) };
}

function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}
