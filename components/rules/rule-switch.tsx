"use client";
import { useState } from "react";
import { updateRuleRequest } from "#lib/alerting/client";
import type { Rule } from "#lib/alerting/schema";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { notify } from "../ui/notify.ts";
import css from "./rule-preview.module.css";
import { endWords } from "./rule-state.ts";
import { useRuleDone } from "./use-rule-done.ts";

/** On and off; switching off asks first where alerts are open. */
export function RuleSwitch({ rule, canWrite }: { rule: Rule; canWrite: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const done = useRuleDone();
  const set = (isEnabled: boolean) =>
    updateRuleRequest(rule.id, { isEnabled }).then(() => done(`${rule.name} is switched ${isEnabled ? "on" : "off"}`));
  const change = () => {
    if (rule.isEnabled && rule.openCount > 0) return setAsking(true);
    set(!rule.isEnabled).catch((error: unknown) => notify({ tone: "bad", text: reasonOf(error) }));
  };
  return (
    <>
      <label className={css.switch}>
        <input type="checkbox" aria-label={`${rule.name} is enabled`} checked={rule.isEnabled} disabled={!canWrite} onChange={change} />
        {rule.isEnabled ? "On" : "Off"}
      </label>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Switch off ${rule.name}?`}
        confirmLabel="Switch off"
        onConfirm={() => set(false)}
      >
        <p>It is not evaluated any more. {endWords(rule)}</p>
      </ConfirmDialog>
    </>
  );
}
