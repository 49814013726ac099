"use client";
import type { ReactNode } from "react";
import { FieldSet } from "../ui/form/field-set.tsx";
import { Segmented } from "../ui/segmented.tsx";
import css from "./route-form.module.css";
import type { Whose } from "./route-values.ts";

interface InheritedChoiceProps {
  legend: string;
  hint?: string;
  /** Of the setting as a whole. */
  error?: string | undefined;
  /** What may be chosen; one alone is not asked for. */
  options: readonly { value: Whose; label: string }[];
  value: Whose;
  onChange: (whose: Whose) => void;
  /** What applies while the setting is the parent's: `Slack and Mail`. */
  inherited: string;
  /** The fields of its own. */
  children: ReactNode;
}

/** A setting that is the parent's, with what that is, or the route's own, with its fields. */
export function InheritedChoice({ legend, hint, error, options, value, onChange, inherited, children }: InheritedChoiceProps) {
  return (
    <FieldSet legend={legend} hint={hint} error={error}>
      {options.length > 1 && (
        <div>
          <Segmented label={`${legend}: whose`} options={options} value={value} onChange={onChange} />
        </div>
      )}
      {value === "inherited" && <p className={css.inherited}>Inherited: {inherited}</p>}
      {value === "own" && children}
    </FieldSet>
  );
}
