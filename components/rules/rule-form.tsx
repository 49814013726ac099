"use client";
import { useState } from "react";
import { createRuleRequest, updateRuleRequest } from "#lib/alerting/client";
import type { ConditionKind, Rule } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FieldPair, FormStack } from "../ui/form/field.tsx";
import { CheckField, SelectField } from "../ui/form/select-field.tsx";
import { TextAreaField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { paramFields } from "./param-fields.ts";
import { ParamInput } from "./param-input.tsx";
import { RulePreview } from "./rule-preview.tsx";
import { RuleSentence } from "./rule-sentence.tsx";
import { previewDraft, type RuleValues, ruleDraft } from "./rule-values.ts";

const severities = ["critical", "warning", "info"].map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));
const noDataOptions = [
  { value: "stale", label: "A state of its own: stale" },
  { value: "firing", label: "As bad as true: fires" },
  { value: "ok", label: "As good as false" },
];

interface RuleFormProps {
  kind: ConditionKind;
  initial: RuleValues;
  /** The stored rule; undefined for a new one. */
  rule: Rule | undefined;
  /** Another kind was chosen; what is typed goes along. */
  kindField: (values: () => RuleValues) => React.ReactNode;
  onCancel: () => void;
  onSaved: (rule: Rule) => void;
}

/** What a rule looks for, how long it waits, and what it says; with the rule in words and its past, as it is typed. */
export function RuleForm({ kind, initial, rule, kindField, onCancel, onSaved }: RuleFormProps) {
  const [tried, setTried] = useState<string>();
  const send = (values: RuleValues) => {
    const draft = ruleDraft(kind, values);
    return rule ? updateRuleRequest(rule.id, draft) : createRuleRequest(draft);
  };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, onSaved);
  const draft = ruleDraft(kind, form.values);
  const present = JSON.stringify(previewDraft(draft));
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <RuleSentence draft={draft} />
        {kindField(form.getValues)}
        <FieldPair>
          <TextField label="Name" required autoComplete="off" {...form.getInputProps("name")} />
          <SelectField label="Severity" options={severities} {...form.getInputProps("severity")} />
        </FieldPair>
        {paramFields(kind.params).map((field) => (
          <ParamInput key={field.name} field={field} form={form} />
        ))}
        <FieldPair>
          <TextField label="Fires after (s)" inputMode="numeric" hint="True for that long" {...form.getInputProps("forSeconds")} />
          <TextField label="Ends after (s)" inputMode="numeric" hint="False for that long" {...form.getInputProps("clearSeconds")} />
        </FieldPair>
        <FieldPair>
          <TextField
            label="Reopens within (s)"
            inputMode="numeric"
            hint="So soon again it is the same alert"
            {...form.getInputProps("reopenSeconds")}
          />
          <SelectField label="No data is" options={noDataOptions} {...form.getInputProps("noData")} />
        </FieldPair>
        <TextAreaField label="Runbook" isOptional rows={3} hint="What to do; shown with every alert" {...form.getInputProps("runbook")} />
        <CheckField
          label="Enabled"
          hint="Switched off it is not evaluated, and its open alerts are resolved"
          {...form.getInputProps("isEnabled", { type: "checkbox" })}
        />
        {kind.canPreview && (
          <div>
            <Button isSmall onClick={() => setTried(present)}>
              {tried === undefined ? "Try it on the past" : "Try again as it is now"}
            </Button>
          </div>
        )}
        {tried !== undefined && <RulePreview draft={JSON.parse(tried)} canPreview={kind.canPreview} />}
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {rule ? "Save rule" : "Create rule"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
