"use client";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import css from "./matcher-fields.module.css";
import { emptyMatcher, type MatcherValue } from "./matcher-values.ts";

const operators = [
  { value: "is", label: "is" },
  { value: "is_not", label: "is not" },
  { value: "matches", label: "matches (* ?)" },
  { value: "matches_not", label: "does not match" },
] as const;
/** Labels that every alert has; rules and senders add their own. */
const labels = ["severity", "source", "rule", "kind", "name", "resource_type", "resource_id", "node_server_id", "country", "alertname"];

interface MatcherFieldsProps {
  value: readonly MatcherValue[];
  onChange: (value: readonly MatcherValue[]) => void;
  error: string | undefined;
}

/** Which alerts are meant: every row has to agree. */
export function MatcherFields({ value, onChange, error }: MatcherFieldsProps) {
  const listId = useId();
  const change = (at: number, changes: Partial<MatcherValue>) =>
    onChange(value.map((row, index) => (index === at ? { ...row, ...changes } : row)));
  const operatorOf = (text: string) => operators.find((operator) => operator.value === text)?.value ?? "is";
  return (
    <fieldset className={css.fields}>
      <legend className={css.legend}>Alerts of which all of this is true</legend>
      <datalist id={listId}>
        {labels.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      {value.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and are controlled
        <div key={index} className={css.row}>
          <TextField
            label="Label"
            name="matchers"
            list={listId}
            autoComplete="off"
            value={row.label}
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
            autoComplete="off"
            value={row.value}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <IconButton
            label={`Remove condition ${index + 1}`}
            disabled={value.length === 1}
            onClick={() => onChange(value.filter((_, other) => other !== index))}
          >
            <IconTrash aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
      <div>
        <Button variant="subtle" isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => onChange([...value, emptyMatcher])}>
          Add condition
        </Button>
      </div>
    </fieldset>
  );
}
