"use client";
import { parseAsIsoDateTime, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type RangeChoice, type RangePreset, rangePresets, resolveRange, shiftRange, type TimeRange } from "#lib/universal/time-range";
import { useNow } from "../../providers/clock.ts";

export interface RangeState {
  /** The instants to ask for; presets move on every quarter of an hour. */
  range: TimeRange;
  /** Undefined when the range is a fixed one. */
  preset: RangePreset | undefined;
  isDefault: boolean;
  setPreset: (preset: RangePreset) => void;
  setRange: (range: TimeRange) => void;
  shift: (direction: -1 | 1) => void;
  reset: () => void;
}

const parsers = { range: parseAsStringLiteral(rangePresets), from: parseAsIsoDateTime, to: parseAsIsoDateTime };

/** The page's time range, in the URL: `?range=7d` or `?from=…&to=…`. Charts zoom with `setRange`. */
export function useRange(defaultPreset: RangePreset = "24h"): RangeState {
  const [{ range: preset, from, to }, setQuery] = useQueryStates(parsers, { history: "push" });
  const now = useNow(900_000);
  const nowMs = now.getTime();
  return useMemo(() => {
    const isFixed = from !== null && to !== null && from < to;
    const chosen = preset ?? defaultPreset;
    const choice: RangeChoice = isFixed ? { from, to } : { preset: chosen };
    const range = resolveRange(choice, new Date(nowMs));
    const setRange = (next: TimeRange) => void setQuery({ range: null, ...next });
    return {
      range,
      preset: isFixed ? undefined : chosen,
      isDefault: !isFixed && chosen === defaultPreset,
      setPreset: (next) => void setQuery({ range: next === defaultPreset ? null : next, from: null, to: null }),
      setRange,
      shift: (direction) => setRange(shiftRange(range, direction)),
      reset: () => void setQuery({ range: null, from: null, to: null }),
    };
  }, [preset, from, to, nowMs, defaultPreset, setQuery]);
}
