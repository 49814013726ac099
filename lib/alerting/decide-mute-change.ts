import type { Mute } from "./decide-mute.ts";

/** What mutes an alert as it is stored, by the decision before. */
export interface StoredMute {
  by: string;
  id: string;
  reason: string;
  until: Date | null;
}

/** A silence whose end is noted just now. */
export interface SilenceOver {
  createdBy: string;
  /** Who ended it before its time; null: its time was over. */
  endedBy: string | null;
  comment: string;
}

/** A row of the timeline. */
export interface MuteStep {
  kind: "silence_ended" | "muted" | "unmuted";
  reason: string;
}

export interface MuteChange {
  steps: MuteStep[];
  /**
   * The silence that muted it until now and is over: whoever is routed is told once more that it fires, now or, when
   * something else mutes it, when nothing does any more.
   */
  silenceOverId: string | undefined;
}

/**
 * What follows for one firing alert from what muted it and what mutes it now; no step: nothing has changed. `over` has the
 * silences whose end is noted in this very transaction, so an end is told of once and by nobody else.
 */
export function decideMuteChange(
  before: StoredMute | undefined,
  after: Mute | undefined,
  over: ReadonlyMap<string, SilenceOver>,
): MuteChange {
  const ended = before?.by === "silence" ? over.get(before.id) : undefined;
  const steps: MuteStep[] = ended ? [{ kind: "silence_ended", reason: silenceOverWords(ended) }] : [];
  if (after && !isSame(before, after)) steps.push({ kind: "muted", reason: after.reason });
  if (before && !after) steps.push({ kind: "unmuted", reason: ended ? "" : `no longer ${before.reason}` });
  return { steps, silenceOverId: ended && before?.id };
}

/** `the silence by ada@example.org is over: new disks`, or who ended it. */
export function silenceOverWords({ createdBy, endedBy, comment }: SilenceOver): string {
  const how = endedBy === null ? "is over" : endedBy === createdBy ? "was ended early" : `was ended by ${endedBy}`;
  return `the silence by ${createdBy} ${how}${comment === "" ? "" : `: ${comment}`}`;
}

function isSame(before: StoredMute | undefined, after: Mute): boolean {
  return (
    before !== undefined && before.id === after.id && before.reason === after.reason && before.until?.getTime() === after.until?.getTime()
  );
}
