import { createLoader, parseAsIsoDateTime, parseAsStringLiteral } from "nuqs/server";
import { type RangeChoice, type RangePreset, rangePresets, resolveRange, type TimeRange } from "#lib/universal/time-range";

/** The range in a URL: `?range=7d` or `?from=…&to=…`. Read by the page on the server and by `useRange` in the browser. */
export const rangeParams = { range: parseAsStringLiteral(rangePresets), from: parseAsIsoDateTime, to: parseAsIsoDateTime };

export interface RangeQuery {
  range: RangePreset | null;
  from: Date | null;
  to: Date | null;
}

/** What a URL says; a fixed range that is not one falls back to the preset. */
export function choiceOf({ range, from, to }: RangeQuery, defaultPreset: RangePreset): RangeChoice {
  return from !== null && to !== null && from < to ? { from, to } : { preset: range ?? defaultPreset };
}

/** Whether a URL names a range at all: of lists whose range is a filter. */
export function isRangeChosen({ range, from, to }: RangeQuery): boolean {
  return range !== null || (from !== null && to !== null);
}

/** The query of a page, as Next hands it over. */
export type PageSearch = Promise<Record<string, string | string[] | undefined>>;

/** For server pages: the same range that the browser will ask for. */
export async function rangeOfPage(searchParams: PageSearch, now: Date, defaultPreset: RangePreset = "24h"): Promise<TimeRange> {
  return resolveRange(choiceOf(await createLoader(rangeParams)(searchParams), defaultPreset), now);
}
