"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { bulkEditNodeClients, fleetKeys } from "#lib/fleet/client";
import type { BulkChange } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import css from "./bulk-edit-preview.module.css";
import { changeLines, nodesText } from "./bulk-values.ts";

interface BulkEditPreviewProps {
  input: Parameters<typeof bulkEditNodeClients>[0];
  /** What the server said would change. */
  preview: readonly BulkChange[];
  onBack: () => void;
  onDone: () => void;
}

/** What would change of which node; nothing has yet. */
export function BulkEditPreview({ input, preview, onBack, onDone }: BulkEditPreviewProps) {
  const queryClient = useQueryClient();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const same = input.ids.length - preview.length;
  const apply = async () => {
    setSending(true);
    await bulkEditNodeClients(input).then(
      ({ changed }) => {
        notify({ tone: "ok", text: `${nodesText(changed)} changed` });
        onDone();
        for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
      },
      (reason: unknown) => setError(reasonOf(reason)),
    );
    setSending(false);
  };
  return (
    <FormStack>
      {preview.length === 0 ? (
        <Notice tone="info">Nothing would change: every selected node is like that already.</Notice>
      ) : (
        <ul className={css.changes} aria-label="What changes">
          {preview.map((change) => (
            <li key={change.id}>
              <strong>{change.name}</strong>
              <span>{changeLines(change).join(" · ")}</span>
            </li>
          ))}
        </ul>
      )}
      {preview.length > 0 && (
        <Notice tone="info">
          All or none.{same > 0 && ` ${nodesText(same)} selected too ${same === 1 ? "is" : "are"} like that already.`}
          {input.trafficFactor !== undefined && " A new factor applies to lines received after it; what stands in the ledger stays."}
          {input.isEnabled === false && " Users lose a disabled node from their list at the next pull."}
        </Notice>
      )}
      {error && <Notice tone="bad">{error}</Notice>}
      <ModalFooter>
        <Button onClick={onBack}>Back</Button>
        <Button variant="primary" isLoading={isSending} disabled={preview.length === 0} onClick={() => void apply()}>
          Change {nodesText(preview.length)}
        </Button>
      </ModalFooter>
    </FormStack>
  );
}
