import { occurrenceAt, type Schedule } from "./maintenance-window.ts";
import type { Labels, Matcher } from "./matcher.ts";
import { matchersInWords, matchesAll } from "./matcher.ts";

export interface Silence {
  id: string;
  matchers: readonly Matcher[];
  from: Date;
  to: Date;
  /** Why, and who: as they stand on every alert that it mutes. */
  comment: string;
  createdBy: string;
}

export interface MaintenanceWindow {
  id: string;
  name: string;
  matchers: readonly Matcher[];
  schedule: Schedule;
}

/** While an alert of `sourceKind` fires, alerts that `target` matches and that agree with it in `equal` labels are muted. */
export interface Inhibition {
  sourceKind: string;
  /** Label of the source and label of the target that have to be the same. */
  equal: readonly { source: string; target: string }[];
  target: readonly Matcher[];
  reason: string;
}

/** An alert as muting sees it. */
export interface MutableAlert {
  id: string;
  kind: string;
  labels: Labels;
}

/** Why nobody is told of an alert just now; it stays on the list, and says so. */
export type Mute =
  | { by: "silence"; id: string; reason: string; until: Date }
  | { by: "maintenance"; id: string; reason: string; until: Date }
  | { by: "inhibition"; id: string; reason: string; until: null };

export interface Mutes {
  silences: readonly Silence[];
  windows: readonly MaintenanceWindow[];
  inhibitions: readonly Inhibition[];
  /** Alerts that fire now: what could inhibit. */
  firing: readonly MutableAlert[];
}

/** What mutes an alert at `now`, if anything does: a person's silence before a window before another alert. */
export function decideMute(alert: MutableAlert, mutes: Mutes, now: Date): Mute | undefined {
  return silenceOf(alert, mutes.silences, now) ?? windowOf(alert, mutes.windows, now) ?? inhibitionOf(alert, mutes);
}

/** Of several silences the one that lasts longest: that is when there will be noise again. */
function silenceOf({ labels }: MutableAlert, silences: readonly Silence[], now: Date): Mute | undefined {
  const [longest] = silences
    .filter(({ from, to, matchers }) => from <= now && now < to && matchesAll(matchers, labels))
    .sort((a, b) => b.to.getTime() - a.to.getTime());
  if (!longest) return undefined;
  const { id, comment, createdBy, matchers, to } = longest;
  return { by: "silence", id, until: to, reason: `silenced by ${createdBy}: ${comment || matchersInWords(matchers)}` };
}

function windowOf({ labels }: MutableAlert, windows: readonly MaintenanceWindow[], now: Date): Mute | undefined {
  const inside = windows.flatMap(({ id, name, matchers, schedule }) => {
    const occurrence = matchesAll(matchers, labels) ? occurrenceAt(schedule, now) : undefined;
    return occurrence ? [{ id, name, until: occurrence.to }] : [];
  });
  const [longest] = inside.sort((a, b) => b.until.getTime() - a.until.getTime());
  return longest && { by: "maintenance", id: longest.id, until: longest.until, reason: `maintenance: ${longest.name}` };
}

/** An alert never inhibits itself, and one that is inhibited still inhibits: the cause stays the cause. */
function inhibitionOf(alert: MutableAlert, { inhibitions, firing }: Mutes): Mute | undefined {
  for (const inhibition of inhibitions) {
    if (!matchesAll(inhibition.target, alert.labels)) continue;
    const cause = firing.find(
      (other) => other.id !== alert.id && other.kind === inhibition.sourceKind && agrees(inhibition, other.labels, alert.labels),
    );
    if (cause) return { by: "inhibition", id: cause.id, until: null, reason: `${inhibition.reason}: ${cause.labels.name ?? cause.id}` };
  }
  return undefined;
}

/** An empty label agrees with nothing: two alerts that know no server do not share one. */
function agrees({ equal }: Inhibition, source: Labels, target: Labels): boolean {
  return equal.every((pair) => (source[pair.source] ?? "") !== "" && source[pair.source] === target[pair.target]);
}
