"use client";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { isRangeChosen, rangeParams } from "./range-params.ts";
import { type RangeState, useRange } from "./use-range.ts";

/** A range that is a filter: without one everything is shown, and reset goes back to that. */
export function useOptionalRange(): RangeState & { isUnbounded: boolean } {
  const [query, setQuery] = useQueryStates(rangeParams, { history: "push" });
  const state = useRange();
  return useMemo(() => {
    const isUnbounded = !isRangeChosen(query);
    return {
      ...state,
      isUnbounded,
      isDefault: isUnbounded,
      preset: isUnbounded ? undefined : state.preset,
      setPreset: (range) => void setQuery({ range, from: null, to: null }),
    };
  }, [query, setQuery, state]);
}
