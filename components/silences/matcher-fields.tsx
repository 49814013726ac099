"use client";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { FieldSet } from "../ui/form/field-set.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import css from "./matcher-fields.module.css";
import { emptyMatcher, labelNames, type MatcherValue, sentPlace } from "./matcher-values.ts";

const operators = [
  { value: "is", label: "is" },
  { value: "is_not", label: "is not" },
  { value: "matches", label: "matches (* ?)" },
  { value: "matches_not", label: "does not match" },
] as const;

interface MatcherFieldsProps {
  value: readonly MatcherValue[];
  onChange: (value: readonly MatcherValue[]) => void;
  /** Of the form, whose field is called `matchers`. */
  errorAt: (path: string) => string | undefined;
  /** The last row may be removed too: without any, everything is meant. */
  mayBeNone?: boolean;
}

/** Which alerts are meant: every row has to agree. */
export function MatcherFields({ value, onChange, errorAt, mayBeNone = false }: MatcherFieldsProps) {
  const listId = useId();
  const change = (at: number, changes: Partial<MatcherValue>) =>
    onChange(value.map((row, index) => (index === at ? { ...row, ...changes } : row)));
  const operatorOf = (text: string) => operators.find((operator) => operator.value === text)?.value ?? "is";
  const errorsOf = (index: number) => {
    const path = `matchers.${sentPlace(value, index)}`;
    return { path, label: errorAt(`${path}.label`), value: errorAt(`${path}.value`) };
  };
  const isPlaced = value.some((_, index) => errorsOf(index).label !== undefined || errorsOf(index).value !== undefined);
  return (
    <FieldSet legend="Alerts of which all of this is true" error={isPlaced ? undefined : errorAt("matchers")}>
      <datalist id={listId}>
        {labelNames.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {value.map((row, index) => {
        const errors = errorsOf(index);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and are controlled
          <div key={index} className={css.row}>
            <TextField
              label="Label"
              name={`${errors.path}.label`}
              list={listId}
              autoComplete="off"
              value={row.label}
              error={errors.label}
              onChange={(event) => change(index, { label: event.currentTarget.value })}
            />
            <SelectField
              label="How"
              options={operators}
              value={row.operator}
              onChange={(event) => change(index, { operator: operatorOf(event.currentTarget.value) })}
            />
            <TextField
              label="Value"
              name={`${errors.path}.value`}
              autoComplete="off"
              value={row.value}
              error={errors.value}
              onChange={(event) => change(index, { value: event.currentTarget.value })}
            />
            <IconButton
              label={`Remove condition ${index + 1}`}
              disabled={value.length === 1 && !mayBeNone}
              onClick={() => onChange(value.filter((_, other) => other !== index))}
            >
              <IconTrash aria-hidden="true" />
            </IconButton>
          </div>
        );
      })}
      <div>
        <Button variant="subtle" isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => onChange([...value, emptyMatcher])}>
          Add condition
        </Button>
      </div>
    </FieldSet>
  );
}
