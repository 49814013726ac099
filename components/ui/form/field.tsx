"use client";
import { type ReactNode, useId } from "react";
import css from "./field.module.css";

/** What every field has. `error` usually comes from `form.getInputProps(name)`. */
export interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: ReactNode;
  isOptional?: boolean;
}

interface ControlProps {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
  className: string | undefined;
}

/** Label, control, hint and error, tied together for screen readers. */
export function Field({ label, hint, error, isOptional, children }: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label} {isOptional && <span className={css.optional}>(optional)</span>}
      </label>
      {children({ id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined, className: css.input })}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </div>
  );
}

/** The fields of a form below each other. */
export function FormStack({ children }: { children: ReactNode }) {
  return <div className={css.form}>{children}</div>;
}

/** Two short fields beside each other, one below the other on a phone. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={css.pair}>{children}</div>;
}
