"use client";
import { type ReactNode, useId } from "react";
import css from "./segmented.module.css";

interface SegmentedProps<V extends string> {
  label: string;
  options: readonly { value: V; label: ReactNode; title?: string }[];
  value: V | undefined;
  onChange: (value: V) => void;
}

/** One of a few, all visible: a group of radio buttons in one line. */
export function Segmented<V extends string>({ label, options, value, onChange }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className={css.group}>
      <legend className="fl-sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.option} title={option.title}>
          <input type="radio" name={name} value={option.value} checked={value === option.value} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
