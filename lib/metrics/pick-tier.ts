import type { Settings } from "#lib/settings/declarations";
import { type Tier, tiers } from "./tiers.ts";

export interface Resolution {
  tier: Tier;
  /** Whole steps of the tier, from multiples of it in UTC. */
  stepSeconds: number;
}

/** What a history is asked for: `[from, to)` in at most `points` points. */
export interface Asked {
  from: Date;
  to: Date;
  points: number;
}

/**
 * The stored resolution to read and the length of a point: the coarsest that is still fine enough for the points asked
 * for, but one that is kept from the range's beginning on. What no resolution keeps any more is read from the coarsest.
 */
export function pickTier({ from, to, points }: Asked, settings: Settings, now: Date): Resolution {
  const spanS = (to.getTime() - from.getTime()) / 1000;
  // Steps begin at multiples of their length, so the range may touch one more than fits into it.
  const wantedS = spanS / (points - 1);
  const [fine, , coarse] = tiers;
  const kept = tiers.filter((tier) => tier.keptFrom(settings, now) <= from);
  const tier = kept.findLast(({ seconds }) => seconds <= Math.max(wantedS, fine.seconds)) ?? kept[0] ?? coarse;
  return { tier, stepSeconds: Math.max(1, Math.ceil(wantedS / tier.seconds)) * tier.seconds };
}
