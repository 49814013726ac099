"use client";
import { useState } from "react";
import { classNames } from "../class-names.ts";
import { amountOf, type DurationUnit, durationUnits, secondsOf, unitOf } from "./duration-parts.ts";
import css from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";

type DurationFieldProps = FieldProps & {
  name: string;
  /** Seconds as text; empty: nothing was said. */
  value: string;
  onChange: (seconds: string) => void;
  /** What applies while nothing is said, seconds: it stands in the empty field. */
  fallbackS?: number;
};

/** A duration as people say it: a number and a unit. */
export function DurationField({ label, hint, error, isOptional, name, value, onChange, fallbackS }: DurationFieldProps) {
  const [unit, setUnit] = useState<DurationUnit>(() => unitOf(Number(value === "" ? fallbackS : value)));
  const [amount, setAmount] = useState(() => amountOf(value, unit));
  const say = (nextAmount: string, nextUnit: DurationUnit) => {
    setAmount(nextAmount);
    setUnit(nextUnit);
    onChange(secondsOf(nextAmount, nextUnit));
  };
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => (
        <div className={css.joined}>
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            name={name}
            placeholder={fallbackS === undefined ? undefined : String(Number(Number(amountOf(String(fallbackS), unit)).toPrecision(3)))}
            value={amount}
            onChange={(event) => say(event.currentTarget.value, unit)}
          />
          <select
            aria-label={`${label}: unit`}
            className={classNames(css.input, css.unit)}
            value={unit}
            onChange={({ currentTarget }) => say(amount, durationUnits.find((one) => one.value === currentTarget.value)?.value ?? "s")}
          >
            {durationUnits.map((one) => (
              <option key={one.value} value={one.value}>
                {one.label}
              </option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
