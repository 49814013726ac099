"use client";
import { type QuietHours, Severity } from "#lib/alerting/schema";
import { severityWords } from "../alerts/alert-words.ts";
import { DayFields } from "../maintenance/day-fields.tsx";
import { FieldPair } from "../ui/form/field.tsx";
import { Choices, FieldSet } from "../ui/form/field-set.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { ZoneField } from "../ui/form/zone-field.tsx";

interface QuietHoursFieldsProps {
  value: QuietHours;
  onChange: (quiet: QuietHours) => void;
  errorAt: (path: string) => string | undefined;
}

/** When what is not urgent waits: local times of a zone, on the days on which they begin. */
export function QuietHoursFields({ value, onChange, errorAt }: QuietHoursFieldsProps) {
  const change = (changes: Partial<QuietHours>) => onChange({ ...value, ...changes });
  const time = (name: "from" | "to") => ({
    type: "time",
    name: `quietHours.${name}`,
    value: value[name],
    error: errorAt(`quietHours.${name}`),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [name]: currentTarget.value }),
  });
  return (
    <>
      <FieldPair>
        <TextField label="Quiet from" {...time("from")} />
        <TextField label="Quiet to" {...time("to")} hint={value.to < value.from ? "On the next day" : undefined} />
      </FieldPair>
      <DayFields
        legend="Beginning on"
        name="quietHours.days"
        value={value.days}
        onChange={(days) => change({ days: [...days] })}
        error={errorAt("quietHours.days")}
      />
      <ZoneField
        label="Time zone"
        hint="An IANA name such as Europe/Berlin; the times stay local when clocks change"
        name="quietHours.timeZone"
        value={value.timeZone}
        error={errorAt("quietHours.timeZone")}
        onChange={({ currentTarget }) => change({ timeZone: currentTarget.value })}
      />
      <FieldSet legend="These wait until then" error={errorAt("quietHours.severities")}>
        <Choices>
          {Severity.options.map((severity) => (
            <CheckField
              key={severity}
              name="quietHours.severities"
              label={severityWords[severity]}
              checked={value.severities.includes(severity)}
              onChange={({ currentTarget }) =>
                change({
                  severities: Severity.options.filter((one) => (one === severity ? currentTarget.checked : value.severities.includes(one))),
                })
              }
            />
          ))}
        </Choices>
      </FieldSet>
    </>
  );
}
