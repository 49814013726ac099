"use client";
import type { ComponentProps } from "react";
import css from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";

type SelectFieldProps = FieldProps & { options: readonly { value: string; label: string }[] } & Omit<
    ComponentProps<"select">,
    "className" | "id" | "children"
  >;

/** One of a list; the browser's own select, which is the best one on a phone. */
export function SelectField({ label, hint, error, isOptional, options, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional}>
      {(control) => (
        <select {...select} {...control}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Yes or no: `<CheckField label="Enabled" {...form.getInputProps("isEnabled", { type: "checkbox" })} />`. */
export function CheckField({
  label,
  hint,
  error,
  ...input
}: { label: string; hint?: string; error?: string | undefined } & Omit<ComponentProps<"input">, "className" | "type">) {
  return (
    <label className={css.toggle}>
      <input {...input} type="checkbox" aria-invalid={error ? true : undefined} />
      <span>
        {label}
        {hint && <span className={css.hint}> {hint}</span>}
        {error && <span className={css.error}> {error}</span>}
      </span>
    </label>
  );
}
