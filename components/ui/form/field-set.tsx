"use client";
import { type ReactNode, useId } from "react";
import css from "./field-set.module.css";

interface FieldSetProps {
  legend: string;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** Fields that belong together, with the name, the hint and the error of all of them; these come first, since the fields may be many. */
export function FieldSet({ legend, hint, error, children }: FieldSetProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset className={css.fields} aria-describedby={describedBy || undefined}>
      <legend className={css.legend}>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={css.error} role="alert">
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}

/** Short choices beside each other, as many in a line as there is room for. */
export function Choices({ children }: { children: ReactNode }) {
  return <div className={css.choices}>{children}</div>;
}
