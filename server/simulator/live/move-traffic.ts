import type { PersonPlan } from "../plan/people-plan.ts";
import { demandOf, slotMs } from "../story/demand.ts";
import type { Favourite } from "../story/favourites.ts";
import { randomOf } from "../story/random.ts";
import type { LiveNode } from "./node.ts";

/** A customer with what the panel and the story know of them. */
export interface Customer {
  person: PersonPlan;
  uid: number;
  favourites: readonly Favourite[];
}

/**
 * Lets everybody use the fleet for a moment: their share of the story's quarter of an hour goes to the node they chose,
 * which carries it if the panel lets them in. People of a node that is away go to another one.
 * @returns raw bytes moved per server
 */
export function moveTraffic(
  seed: string,
  customers: readonly Customer[],
  nodes: ReadonlyMap<string, LiveNode>,
  at: Date,
  elapsedMs: number,
): Map<string, number> {
  const slot = Math.floor(at.getTime() / slotMs);
  const moved = new Map<string, number>();
  for (const node of nodes.values()) node.online = new Map();
  for (const { person, uid, favourites } of customers) {
    const demand = demandOf(seed, person, favourites, slot, (serverKey) => nodes.get(serverKey)?.isUp() === true);
    const node = demand && nodes.get(demand.serverKey);
    if (!demand || !node?.users.has(uid)) continue;
    const share = (elapsedMs / slotMs) * (0.3 + 1.4 * randomOf(seed, person.key, at.getTime(), "burst"));
    const upload = Math.round(demand.upload * share);
    const download = Math.round(demand.download * share);
    if (upload + download === 0) continue;
    node.buffers.get(demand.clientKey)?.add(uid, upload, download);
    node.online.set(uid, [addressOf(uid)]);
    moved.set(demand.serverKey, (moved.get(demand.serverKey) ?? 0) + upload + download);
  }
  return moved;
}

/** A customer's address: of the ranges that RFC 5737 keeps for documentation. */
function addressOf(uid: number): string {
  return uid % 2 === 0 ? `198.51.100.${1 + (uid % 254)}` : `203.0.113.${1 + (uid % 254)}`;
}
