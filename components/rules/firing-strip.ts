import type { RulePreview } from "#lib/alerting/schema";

type Resource = RulePreview["resources"][number];

/** Rectangles of a strip that is 1000 wide: where nothing was known, and where it fired. */
export interface FiringStrip {
  unknownWidth: number;
  firings: { x: number; width: number }[];
}

const width = 1_000;
/** A firing of a minute in ninety days can still be seen. */
const leastWidth = 3;

/** One resource's firings over the range. */
export function firingStrip(
  { knownFrom, firings }: Pick<Resource, "knownFrom" | "firings">,
  { from, to }: Pick<RulePreview, "from" | "to">,
): FiringStrip {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const place = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - begin) / Math.max(1, end - begin))) * width;
  return {
    unknownWidth: Math.round(place(knownFrom)),
    firings: firings.map(({ firedAt, endedAt }) => {
      const wide = Math.max(leastWidth, Math.round(place(endedAt ?? to) - place(firedAt)));
      return { x: Math.min(width - wide, Math.round(place(firedAt))), width: wide };
    }),
  };
}
