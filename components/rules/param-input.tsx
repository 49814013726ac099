"use client";
import { CheckField, SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import type { ParamField } from "./param-fields.ts";
import type { RuleValues } from "./rule-values.ts";

/** The control of one parameter. */
export function ParamInput({ field, form }: { field: ParamField; form: Form<RuleValues> }) {
  const name = `params.${field.name}`;
  if (field.kind === "flag") return <CheckField label={field.label} {...form.getInputProps(name, { type: "checkbox" })} />;
  if (field.kind === "choice")
    return (
      <SelectField
        label={field.label}
        options={field.options.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        {...form.getInputProps(name)}
      />
    );
  const isNumber = field.kind === "number";
  return (
    <TextField
      label={field.label}
      hint={field.hint}
      isMono={field.kind === "json"}
      autoComplete="off"
      {...(isNumber && { inputMode: "decimal" as const })}
      {...form.getInputProps(name)}
    />
  );
}
