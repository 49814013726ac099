"use client";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { RangeQuery } from "./range-params.ts";
import { rangeParams } from "./range-params.ts";
import { type RangeState, useRange } from "./use-range.ts";

/** Whether a URL names a range at all. */
function isChosen({ range, from, to }: RangeQuery): boolean {
  return range !== null || (from !== null && to !== null);
}

/** A range that is a filter: without one everything is shown, and reset goes back to that. */
export function useOptionalRange(): RangeState & { isUnbounded: boolean } {
  const [query, setQuery] = useQueryStates(rangeParams, { history: "push" });
  const state = useRange();
  return useMemo(() => {
    const isUnbounded = !isChosen(query);
    return {
      ...state,
      isUnbounded,
      isDefault: isUnbounded,
      preset: isUnbounded ? undefined : state.preset,
      setPreset: (range) => void setQuery({ range, from: null, to: null }),
    };
  }, [query, setQuery, state]);
}
