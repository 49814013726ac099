import { matchersInWords } from "#lib/universal/matcher-words";
import { occurrenceAt, type Schedule } from "./maintenance-window.ts";
import type { Labels, Matcher } from "./matcher.ts";
import { matchesAll } from "./matcher.ts";

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

/**
 * Decides for many alerts at one instant what mutes each, if anything does: a person's silence before a window before
 * another alert. What does not depend on the alert is worked out once, so that fifty thousand are no square.
 */
export function muteDecider(mutes: Mutes, now: Date): (alert: MutableAlert) => Mute | undefined {
  const silences = mutes.silences
    .filter(({ from, to }) => from <= now && now < to)
    // Of several the one that lasts longest: that is when there will be noise again.
    .sort((a, b) => b.to.getTime() - a.to.getTime());
  const windows = mutes.windows
    .flatMap(({ schedule, ...window }) => {
      const occurrence = occurrenceAt(schedule, now);
      return occurrence ? [{ ...window, until: occurrence.to }] : [];
    })
    .sort((a, b) => b.until.getTime() - a.until.getTime());
  const inhibitions = mutes.inhibitions.map((inhibition) => ({ inhibition, causes: causesOf(inhibition, mutes.firing) }));

  return (alert) => {
    const silence = silences.find(({ matchers }) => matchesAll(matchers, alert.labels));
    if (silence) {
      const { id, comment, createdBy, matchers, to } = silence;
      return { by: "silence", id, until: to, reason: `silenced by ${createdBy}: ${comment || matchersInWords(matchers)}` };
    }
    const window = windows.find(({ matchers }) => matchesAll(matchers, alert.labels));
    if (window) return { by: "maintenance", id: window.id, until: window.until, reason: `maintenance: ${window.name}` };
    for (const { inhibition, causes } of inhibitions) {
      if (!matchesAll(inhibition.target, alert.labels)) continue;
      const key = keyOf(inhibition, "target", alert.labels);
      // An alert never inhibits itself, and one that is inhibited still inhibits: the cause stays the cause.
      const cause = key === undefined ? undefined : causes.get(key)?.find(({ id }) => id !== alert.id);
      if (cause) return { by: "inhibition", id: cause.id, until: null, reason: `${inhibition.reason}: ${cause.labels.name ?? cause.id}` };
    }
    return undefined;
  };
}

function causesOf(inhibition: Inhibition, firing: readonly MutableAlert[]): ReadonlyMap<string | undefined, MutableAlert[]> {
  const sources = firing.filter(({ kind }) => kind === inhibition.sourceKind);
  return Map.groupBy(sources, ({ labels }) => keyOf(inhibition, "source", labels));
}

/** The labels that have to be the same, as one key. An empty one agrees with nothing: two alerts that know no server share none. */
function keyOf({ equal }: Inhibition, side: "source" | "target", labels: Labels): string | undefined {
  const values = equal.map((pair) => labels[pair[side]] ?? "");
  return values.includes("") ? undefined : JSON.stringify(values);
}
