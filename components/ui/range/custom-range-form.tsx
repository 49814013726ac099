"use client";
import { type FormEvent, useState } from "react";
import { formatOffset } from "#lib/universal/time-format";
import type { TimeRange } from "#lib/universal/time-range";
import { fromWallClock, toWallClock } from "#lib/universal/wall-clock";
import { useTimeZone } from "../../providers/time-zone.tsx";
import { Button } from "../button.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import css from "./range-control.module.css";

interface CustomRangeFormProps {
  range: TimeRange;
  onApply: (range: TimeRange) => void;
  close: () => void;
}

const maxSpanMs = 400 * 86_400_000;

/** From and to as the chosen zone's wall clock, and the zone itself, which all times of the product follow. */
export function CustomRangeForm({ range, onApply, close }: CustomRangeFormProps) {
  const { zone, browserZone, setZone } = useTimeZone();
  const [from, setFrom] = useState(() => toWallClock(range.from, zone));
  const [to, setTo] = useState(() => toWallClock(range.to, zone));
  const [error, setError] = useState<string>();
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const chosen = { from: fromWallClock(from, zone), to: fromWallClock(to, zone) };
    const problem = problemOf(chosen);
    setError(problem);
    if (problem) return;
    onApply({ from: chosen.from as Date, to: chosen.to as Date });
    close();
  };
  return (
    <form className={css.form} onSubmit={apply}>
      <TextField label="From" type="datetime-local" required value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      <TextField
        label="To"
        type="datetime-local"
        required
        value={to}
        error={error}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <SelectField
        label="Time zone"
        hint={formatOffset(range.to, zone)}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
        options={zoneOptions(zone, browserZone)}
      />
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  );
}

function problemOf({ from, to }: { from: Date | undefined; to: Date | undefined }): string | undefined {
  if (!from || !to) return "Give both times";
  if (from >= to) return "Must be after the beginning";
  return to.getTime() - from.getTime() > maxSpanMs ? "At most 400 days" : undefined;
}

/** The chosen zone, this browser's and UTC first, then all that the browser knows. */
function zoneOptions(zone: string, browserZone: string): { value: string; label: string }[] {
  const first = [...new Set([zone, browserZone, "UTC"])];
  const rest = Intl.supportedValuesOf("timeZone").filter((name) => !first.includes(name));
  return [...first, ...rest].map((name) => ({ value: name, label: name === browserZone ? `${name} (this browser)` : name }));
}
