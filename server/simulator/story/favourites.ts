import { fleetPlan } from "../plan/fleet-plan.ts";
import { packageOf } from "../plan/package-plan.ts";
import type { PersonPlan } from "../plan/people-plan.ts";
import { randomOf } from "./random.ts";

/** A node client that somebody uses, and the server behind it. */
export interface Favourite {
  clientKey: string;
  serverKey: string;
}

/** The nodes a person uses, dearest first: those their package opens, near ones before far ones, with some taste. */
export function favouritesOf(seed: string, person: PersonPlan): Favourite[] {
  const group = packageOf(person.packageKey).availableGroup;
  return fleetPlan
    .flatMap((server) =>
      server.clients
        .filter((client) => client.availableGroups.includes(group))
        .map((client) => ({
          clientKey: client.key,
          serverKey: server.key,
          dislike: hoursApart(server.utcOffsetH, person.utcOffsetH) + 5 * randomOf(seed, person.key, client.key, "taste"),
        })),
    )
    .sort((a, b) => a.dislike - b.dislike)
    .slice(0, 5)
    .map(({ clientKey, serverKey }) => ({ clientKey, serverKey }));
}

/** How often the dearest, the second … is chosen; what is left goes to the last. */
const shares = [0.55, 0.22, 0.12, 0.07];

/**
 * The favourite a person uses at one time, by chance in [0, 1); one whose server is down is passed over for the next.
 * Undefined when none of them works.
 */
export function choose(favourites: readonly Favourite[], chance: number, isUp: (serverKey: string) => boolean): Favourite | undefined {
  let index = shares.length;
  for (let rest = chance, at = 0; at < shares.length; at++) {
    rest -= shares[at] ?? 0;
    if (rest < 0) {
      index = at;
      break;
    }
  }
  const order = [...favourites.slice(index), ...favourites.slice(0, index)];
  return order.find((favourite) => isUp(favourite.serverKey));
}

/** Hours between two clocks, at most 12. */
function hoursApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % 24;
  return Math.min(apart, 24 - apart);
}
