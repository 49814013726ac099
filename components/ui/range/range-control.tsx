"use client";
import { IconCalendar, IconChevronLeft, IconChevronRight, IconRotate2 } from "@tabler/icons-react";
import { formatInstant } from "#lib/universal/time-format";
import type { RangePreset } from "#lib/universal/time-range";
import { useTimeZone } from "../../providers/time-zone.tsx";
import { Button, IconButton } from "../button.tsx";
import { Popover } from "../popover.tsx";
import { Segmented } from "../segmented.tsx";
import { CustomRangeForm } from "./custom-range-form.tsx";
import css from "./range-control.module.css";
import type { RangeState } from "./use-range.ts";

const words = [
  { value: "1h", label: "1 h", title: "The last hour" },
  { value: "24h", label: "24 h", title: "The last 24 hours" },
  { value: "7d", label: "7 d", title: "The last 7 days" },
  { value: "30d", label: "30 d", title: "The last 30 days" },
] as const;

/** What is offered where the finest step is a quarter of an hour or more. */
const usualPresets: readonly RangePreset[] = ["24h", "7d", "30d"];

/** Top right of every page with charts: presets, previous and next, custom, reset, and the zone of all times. */
export function RangeControl({ state, presets = usualPresets }: { state: RangeState; presets?: readonly RangePreset[] }) {
  const { zone } = useTimeZone();
  const { from, to } = state.range;
  return (
    <fieldset className={css.control}>
      <legend className="fl-sr-only">Time range</legend>
      {!state.isDefault && (
        <IconButton label="Reset range" onClick={state.reset}>
          <IconRotate2 aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label="Previous range" disabled={state.isUnbounded} onClick={() => state.shift(-1)}>
        <IconChevronLeft aria-hidden="true" />
      </IconButton>
      <Segmented
        label="Range"
        options={words.filter(({ value }) => presets.includes(value))}
        value={state.preset}
        onChange={state.setPreset}
      />
      <IconButton label="Next range" disabled={state.isUnbounded} onClick={() => state.shift(1)}>
        <IconChevronRight aria-hidden="true" />
      </IconButton>
      <Popover
        role="dialog"
        label="Custom range"
        trigger={(props) => (
          <Button {...props} icon={<IconCalendar aria-hidden="true" />} title={`Times are in ${zone}`}>
            {state.preset || state.isUnbounded
              ? "Custom"
              : `${formatInstant(from, zone, "date")} ${formatInstant(from, zone, "clock")} – ${formatInstant(to, zone, "date")} ${formatInstant(to, zone, "clock")}`}
          </Button>
        )}
      >
        {(close) => <CustomRangeForm range={state.range} onApply={state.setRange} close={close} />}
      </Popover>
    </fieldset>
  );
}
