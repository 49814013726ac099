"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { conditionKindsQuery } from "#lib/alerting/client";
import type { ConditionKind, Rule } from "#lib/alerting/schema";
import { Modal } from "../ui/dialog/modal.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RuleForm } from "./rule-form.tsx";
import { type RuleValues, ruleValues } from "./rule-values.ts";

interface RuleEditorProps {
  isOpen: boolean;
  /** The rule to change; undefined makes a new one. */
  rule?: Rule | undefined;
  onClose: () => void;
  onSaved: (rule: Rule) => void;
}

/** Makes a rule, or changes one: the form follows the kind's own declaration of its parameters. */
export function RuleEditor({ isOpen, rule, onClose, onSaved }: RuleEditorProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={rule ? `Edit rule ${rule.name}` : "New rule"} kind="wide" isSticky>
      <Kinds rule={rule} onClose={onClose} onSaved={onSaved} />
    </Modal>
  );
}

function Kinds(props: Omit<RuleEditorProps, "isOpen">) {
  const query = useQuery(conditionKindsQuery());
  return (
    <QueryState query={query} what="the kinds of conditions" skeleton={<Skeleton height="24rem" />}>
      {({ items }) => <Editor kinds={items} {...props} />}
    </QueryState>
  );
}

function Editor({ kinds, rule, onClose, onSaved }: Omit<RuleEditorProps, "isOpen"> & { kinds: readonly ConditionKind[] }) {
  const [chosen, setChosen] = useState<{ kind: string; values?: RuleValues }>({ kind: rule?.kind ?? kinds[0]?.kind ?? "" });
  const kind = kinds.find((one) => one.kind === chosen.kind) ?? kinds[0];
  if (!kind) return null;
  return (
    <RuleForm
      key={kind.kind}
      kind={kind}
      rule={rule}
      initial={ruleValues(kind, chosen.values ?? rule)}
      onCancel={onClose}
      onSaved={onSaved}
      kindField={(values) => (
        <SelectField
          label="Condition"
          name="kind"
          hint={rule ? "With another condition its open alerts are resolved" : undefined}
          options={kinds.map((one) => ({ value: one.kind, label: one.title }))}
          value={kind.kind}
          onChange={({ currentTarget }) => setChosen({ kind: currentTarget.value, values: values() })}
        />
      )}
    />
  );
}
