"use client";
import { weekdays } from "#lib/universal/weekdays";
import { Choices, FieldSet } from "../ui/form/field-set.tsx";
import { CheckField } from "../ui/form/select-field.tsx";

interface DayFieldsProps {
  value: readonly number[];
  onChange: (days: readonly number[]) => void;
  legend?: string;
  /** Where the server's errors about them are. */
  name?: string;
  error?: string | undefined;
}

/** Days of the week, 1 is Monday. */
export function DayFields({ value, onChange, legend = "On", name, error }: DayFieldsProps) {
  const toggle = (day: number, isOn: boolean) =>
    onChange(weekdays.map((_, index) => index + 1).filter((each) => (each === day ? isOn : value.includes(each))));
  return (
    <FieldSet legend={legend} error={error}>
      <Choices>
        {weekdays.map((weekday, index) => (
          <CheckField
            key={weekday}
            name={name}
            label={weekday}
            checked={value.includes(index + 1)}
            onChange={(event) => toggle(index + 1, event.currentTarget.checked)}
          />
        ))}
      </Choices>
    </FieldSet>
  );
}
