"use client";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type RangePreset, resolveRange, shiftRange, type TimeRange } from "#lib/universal/time-range";
import { useNow } from "../../providers/clock.ts";
import { choiceOf, rangeParams } from "./range-params.ts";

export interface RangeState {
  /** The instants to ask for; presets move on every quarter of an hour. */
  range: TimeRange;
  /** Undefined when the range is a fixed one. */
  preset: RangePreset | undefined;
  isDefault: boolean;
  /** Nothing is chosen and everything is shown: of lists whose range is a filter. */
  isUnbounded?: boolean;
  setPreset: (preset: RangePreset) => void;
  setRange: (range: TimeRange) => void;
  shift: (direction: -1 | 1) => void;
  reset: () => void;
}

/** The page's time range, in the URL. Charts zoom with `setRange`; the browser's back button zooms out again. */
export function useRange(defaultPreset: RangePreset = "24h"): RangeState {
  const [query, setQuery] = useQueryStates(rangeParams, { history: "push" });
  const nowMs = useNow(900_000).getTime();
  return useMemo(() => {
    const choice = choiceOf(query, defaultPreset);
    const preset = "preset" in choice ? choice.preset : undefined;
    const range = resolveRange(choice, new Date(nowMs));
    const setRange = (next: TimeRange) => void setQuery({ range: null, ...next });
    return {
      range,
      preset,
      isDefault: preset === defaultPreset,
      setPreset: (next) => void setQuery({ range: next === defaultPreset ? null : next, from: null, to: null }),
      setRange,
      shift: (direction) => setRange(shiftRange(range, direction)),
      reset: () => void setQuery({ range: null, from: null, to: null }),
    };
  }, [query, nowMs, defaultPreset, setQuery]);
}
