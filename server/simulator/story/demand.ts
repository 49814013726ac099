import type { PersonPlan } from "../plan/people-plan.ts";
import { choose, type Favourite } from "./favourites.ts";
import { randomOf, tailedFactor } from "./random.ts";
import { meanRhythm, rhythmAt } from "./rhythm.ts";

/** A quarter of an hour: the grain of the story, in the past and live alike. */
export const slotMs = 900_000;

/** What one person moves through one node client in one quarter of an hour, raw bytes. */
export interface Demand {
  clientKey: string;
  serverKey: string;
  upload: number;
  download: number;
}

/**
 * A person's traffic in the quarter of an hour that begins at `slot × slotMs` since 1970, or undefined when they are
 * away or none of their nodes works. Sessions last half an hour and more; people keep a node for an hour or two.
 */
export function demandOf(
  seed: string,
  person: PersonPlan,
  favourites: readonly Favourite[],
  slot: number,
  isUp: (serverKey: string) => boolean,
): Demand | undefined {
  const rhythm = rhythmAt(new Date(slot * slotMs), person.utcOffsetH);
  const isOnline = person.isAlwaysOn || randomOf(seed, person.key, "session", Math.floor(slot / 2)) < person.presence * rhythm;
  if (!isOnline) return undefined;
  const node = choose(favourites, randomOf(seed, person.key, "node", Math.floor(slot / 6)), isUp);
  if (!node) return undefined;
  const perDay = person.isAlwaysOn ? rhythm / meanRhythm : 1 / Math.min(1, person.presence * meanRhythm);
  const bytes = (person.appetite / 96) * perDay * tailedFactor(seed, 0.5, person.key, slot);
  const uploadShare = 0.04 + 0.14 * randomOf(seed, person.key, "share", slot);
  const upload = Math.round(bytes * uploadShare);
  return { ...node, upload, download: Math.round(bytes) - upload };
}
