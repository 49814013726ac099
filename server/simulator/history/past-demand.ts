import { fleetPlan } from "../plan/fleet-plan.ts";
import { packageOf } from "../plan/package-plan.ts";
import type { PersonPlan } from "../plan/people-plan.ts";
import { type Demand, demandOf, slotMs } from "../story/demand.ts";
import { favouritesOf } from "../story/favourites.ts";
import type { Outage } from "../story/past-outages.ts";
import { randomOf } from "../story/random.ts";
import type { Stay } from "./package-story.ts";

/** A line of the past: who moved how much through which node client, when. */
export interface PastLine extends Demand {
  personKey: string;
  at: Date;
}

export interface Past {
  seed: string;
  start: Date;
  end: Date;
  outages: readonly Outage[];
}

/** Share of the limit that the person near their quota has used when the demo begins. */
const nearQuota = 0.94;

/** Everything one person moved between `start` and `end`, in order of time, in whole quarters of an hour. */
export function pastLinesOf(past: Past, person: PersonPlan, stays: readonly Stay[]): PastLine[] {
  const favourites = favouritesOf(past.seed, person);
  const lines: PastLine[] = [];
  const lastSlot = Math.floor(past.end.getTime() / slotMs);
  for (let slot = Math.ceil(past.start.getTime() / slotMs); slot < lastSlot; slot++) {
    const at = new Date(slot * slotMs + Math.floor(800 * randomOf(past.seed, person.key, slot, "at")) * 1_000);
    if (!stays.some((stay) => stay.from <= at && at < stay.servedUntil)) continue;
    const middle = (slot + 0.5) * slotMs;
    const demand = demandOf(
      past.seed,
      person,
      favourites,
      slot,
      (key) => !past.outages.some((outage) => outage.serverKey === key && outage.from <= middle && middle < outage.to),
    );
    if (demand) lines.push({ ...demand, personKey: person.key, at });
  }
  return person.role === "near-quota" ? fittedToQuota(lines, person, stays) : lines;
}

/** The same lines, larger or smaller, so that the present package is used up to `nearQuota`. */
function fittedToQuota(lines: PastLine[], person: PersonPlan, stays: readonly Stay[]): PastLine[] {
  const since = stays.at(-1)?.from ?? new Date(0);
  const factors = new Map(
    fleetPlan.flatMap((server) => server.clients.map((client) => [client.key, Number(client.trafficFactor)] as const)),
  );
  const billed = lines
    .filter((line) => line.at >= since)
    .reduce((sum, line) => sum + (line.upload + line.download) * (factors.get(line.clientKey) ?? 1), 0);
  if (billed === 0) return lines;
  const scale = (nearQuota * Number(packageOf(person.packageKey).trafficLimit)) / billed;
  return lines.map((line) => ({ ...line, upload: Math.round(line.upload * scale), download: Math.round(line.download * scale) }));
}
