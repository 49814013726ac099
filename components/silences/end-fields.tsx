"use client";
import { formatRelative } from "#lib/universal/time-format";
import { useNow } from "../providers/clock.ts";
import { useTimeZone } from "../providers/time-zone.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import { durations, type EndValues, endOf } from "./silence-times.ts";

/** How long, and what that means: the end by the clock and in words. */
export function EndFields<V extends EndValues & Record<string, unknown>>({ form, label }: { form: Form<V>; label: string }) {
  const { zone } = useTimeZone();
  const now = useNow(10_000);
  const end = endOf(form.values, zone, now);
  return (
    <>
      <SelectField label={label} options={durations} {...form.getInputProps("duration")} />
      {form.values.duration === "custom" && (
        <TextField label="Ends at" type="datetime-local" hint={`In ${zone}`} {...form.getInputProps("to")} />
      )}
      {end && (
        <p>
          Ends <ExactTime at={end.toISOString()} style="minute" />, {formatRelative(end, now)}.
        </p>
      )}
    </>
  );
}
