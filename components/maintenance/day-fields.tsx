"use client";
import { CheckField } from "../ui/form/select-field.tsx";
import css from "./day-fields.module.css";
import { weekdays } from "./schedule-values.ts";

/** Days of the week, 1 is Monday. */
export function DayFields({ value, onChange }: { value: readonly number[]; onChange: (days: readonly number[]) => void }) {
  const toggle = (day: number, isOn: boolean) =>
    onChange(weekdays.map((_, index) => index + 1).filter((each) => (each === day ? isOn : value.includes(each))));
  return (
    <fieldset className={css.fields}>
      <legend className={css.legend}>On</legend>
      {weekdays.map((name, index) => (
        <CheckField
          key={name}
          label={name}
          checked={value.includes(index + 1)}
          onChange={(event) => toggle(index + 1, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}
