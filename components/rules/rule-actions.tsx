"use client";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { deleteRuleRequest } from "#lib/alerting/client";
import type { Rule } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Row } from "../ui/layout.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { endWords } from "./rule-state.ts";
import { useRuleDone } from "./use-rule-done.ts";

/** What may be done with a rule; each question says what becomes of its alerts. */
export function RuleActions({ rule, onDeleted }: { rule: Rule; onDeleted: () => void }) {
  const [open, setOpen] = useState<"edit" | "delete">();
  const done = useRuleDone();
  const close = () => setOpen(undefined);
  return (
    <Row>
      <Button isSmall icon={<IconPencil aria-hidden="true" />} onClick={() => setOpen("edit")}>
        Edit
      </Button>
      <Button isSmall icon={<IconTrash aria-hidden="true" />} onClick={() => setOpen("delete")}>
        Delete
      </Button>
      <RuleEditor
        isOpen={open === "edit"}
        rule={rule}
        onClose={close}
        onSaved={({ name }) => {
          close();
          done(`${name} is saved`);
        }}
      />
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={`Delete rule ${rule.name}?`}
        confirmLabel="Delete rule"
        onConfirm={() =>
          deleteRuleRequest(rule.id).then(() => {
            onDeleted();
            done(`${rule.name} is deleted`);
          })
        }
      >
        <p>
          {endWords(rule)} {rule.isDefault ? "It came with Fleetlight and does not come back. " : ""}This cannot be undone.
        </p>
      </ConfirmDialog>
    </Row>
  );
}
