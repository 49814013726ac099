import type { Alert, AlertSource, MuteView, Severity, TimelineEntry } from "#lib/alerting/schema";
import { locale } from "#lib/universal/locale";

export const severityWords: Record<Severity, string> = { critical: "Critical", warning: "Warning", info: "Info" };

export const sourceWords: Record<AlertSource, string> = {
  system: "System",
  storage: "Storage",
  scst: "SCST",
  tape: "Tape",
  vtl: "VTL",
  task: "Task",
  node: "Node",
  package: "Package",
  traffic: "Traffic",
  telemetry: "Telemetry",
  relay: "Relay",
  partner: "Partner",
  queue: "Queue",
  external: "External",
};

/** What mutes an alert in a word, and how its reason begins where it says the same word. */
const mutedWords: Record<MuteView["by"], { word: string; begins: string; instead: string }> = {
  silence: { word: "Silenced", begins: "silenced by ", instead: "Silenced by " },
  maintenance: { word: "In maintenance", begins: "maintenance: ", instead: "In maintenance: " },
  inhibition: { word: "Inhibited", begins: "inhibited by ", instead: "Inhibited by " },
};

/** Why nobody is told just now, each word once: `Silenced by ada: disk is on its way`. */
export function muteWords({ by, reason }: MuteView): string {
  const { word, begins, instead } = mutedWords[by];
  if (reason === "") return word;
  return reason.startsWith(begins) ? `${instead}${reason.slice(begins.length)}` : `${word}: ${reason}`;
}

const uuids = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** A peer id, a hash: letters and digits that nobody reads. */
const longIds = /\b([0-9a-z]{6})[0-9a-z]{13,}([0-9a-z]{6})\b/gi;

/** What an alert is about: `node server 7`, a UUID by its beginning, another long id by its ends; nothing for one without a resource. */
export function resourceWords({ resourceType, resourceId }: Pick<Alert, "resourceType" | "resourceId">): string {
  const id = resourceId.replaceAll(uuids, "$1").replaceAll(longIds, "$1…$2");
  return [resourceType.replaceAll("_", " "), id].filter((part) => part !== "").join(" ");
}

const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

/** The figure behind an alert in its unit: `93.5 %`. */
export function figureWords(value: number, unit: string): string {
  return unit === "" ? number.format(value) : `${number.format(value)} ${unit}`;
}

/** `never`, `once`, `3 times`. */
export function times(count: number): string {
  if (count === 0) return "never";
  return count === 1 ? "once" : `${number.format(count)} times`;
}

/** What happened, as the timeline says it; who and why follow. */
export const timelineWords: Record<TimelineEntry["kind"], string> = {
  began: "Condition became true",
  fired: "Fired",
  reopened: "Fired again",
  severity_changed: "Severity changed",
  resolved: "Resolved",
  dropped: "Ended before it fired",
  data_missing: "No more data",
  data_returned: "Data again",
  acknowledged: "Acknowledged",
  acknowledgement_ended: "Acknowledgement ended",
  muted: "Muted",
  unmuted: "Heard again",
  silence_ending: "Silence ends soon",
  silence_ended: "Silence over",
  commented: "Comment",
  assigned: "Assigned",
  unassigned: "Assigned to nobody",
  notified: "Told",
  notification_failed: "Could not be told",
  escalated: "Escalated",
};
