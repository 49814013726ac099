import type { Outage } from "../story/past-outages.ts";

/** An instant of the past at which somebody looked at the fleet, and what else happened then. */
export interface Moment {
  at: Date;
  isHour: boolean;
  begins: Outage[];
  ends: Outage[];
}

const hourMs = 3_600_000;
/** The product calls it a gap of its own when nobody looked for longer than this. */
const lookEveryMs = 60_000;

/**
 * When to look: on every hour, when an outage begins and ends, and each minute while a silence grows into "offline".
 * In order of time, each instant once.
 */
export function statusMoments(start: Date, end: Date, outages: readonly Outage[], offlineTimeoutMs: number): Moment[] {
  const moments = new Map<number, Moment>();
  const at = (time: number): Moment => {
    const known = moments.get(time);
    if (known) return known;
    const moment: Moment = { at: new Date(time), isHour: time % hourMs === 0, begins: [], ends: [] };
    moments.set(time, moment);
    return moment;
  };
  for (let hour = Math.ceil(start.getTime() / hourMs) * hourMs; hour <= end.getTime(); hour += hourMs) at(hour);
  for (const outage of outages) {
    at(outage.from).begins.push(outage);
    at(outage.to).ends.push(outage);
    for (let after = lookEveryMs; after <= offlineTimeoutMs + lookEveryMs; after += lookEveryMs) at(outage.from + after);
  }
  at(end.getTime());
  return [...moments.values()].filter((moment) => moment.at >= start && moment.at <= end).sort((a, b) => a.at.getTime() - b.at.getTime());
}
