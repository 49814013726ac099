"use client";
import { useTimeZone } from "../providers/time-zone.tsx";
import { FieldPair } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import { ZoneField } from "../ui/form/zone-field.tsx";
import { DayFields } from "./day-fields.tsx";
import type { ScheduleValues } from "./schedule-values.ts";

/** The times of a window: once from and to, or days, a local time and a length in a zone of its own. */
export function ScheduleFields<V extends ScheduleValues & Record<string, unknown>>({ form }: { form: Form<V> }) {
  const { zone } = useTimeZone();
  if (form.values.kind === "once")
    return (
      <FieldPair>
        <TextField label="From" type="datetime-local" hint={`In ${zone}`} {...form.getInputProps("from")} />
        <TextField label="To" type="datetime-local" hint={`In ${zone}`} {...form.getInputProps("to")} />
      </FieldPair>
    );
  return (
    <>
      <DayFields value={form.values.days} onChange={(days) => form.setFieldValue("days", days as V["days"])} />
      <FieldPair>
        <TextField label="At" type="time" {...form.getInputProps("at")} />
        <TextField label="Minutes" type="number" min={1} max={10_080} {...form.getInputProps("minutes")} />
      </FieldPair>
      <ZoneField
        label="Time zone"
        hint="An IANA name such as Europe/Berlin; the window keeps its local time when clocks change"
        {...form.getInputProps("timeZone")}
      />
    </>
  );
}
