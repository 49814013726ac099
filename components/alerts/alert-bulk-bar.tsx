"use client";
import { useState } from "react";
import { actOnAlertsRequest } from "#lib/alerting/client";
import type { Alert } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { notify } from "../ui/notify.ts";
import { type BulkAction, bulkWords } from "./bulk-words.ts";
import { useAlertActions } from "./use-alert-actions.ts";

/** The API's limit for one call. */
const most = 500;

/** What can be done with the ticked alerts; nothing while none is ticked. Which of them refused, and why, is said one by one. */
export function AlertBulkBar({ alerts, onClear }: { alerts: readonly Alert[]; onClear: () => void }) {
  const { refresh, takeManyBack } = useAlertActions();
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [refused, setRefused] = useState<ReturnType<typeof bulkWords>>();
  const act = async (action: BulkAction, ids: string[]) => {
    const answer = await actOnAlertsRequest({ ids, action });
    const outcome = bulkWords(action, answer, alerts);
    const taken = answer.results.filter(({ ok }) => ok).map(({ id }) => id);
    if (outcome.refused.length > 0) setRefused(outcome);
    if (taken.length > 0)
      notify({ tone: "ok", text: outcome.text, ...(action === "acknowledge" && { undo: () => void takeManyBack(taken) }) });
    onClear();
    await refresh();
  };
  const acknowledge = async (ids: string[]) => {
    setBusy(true);
    await act("acknowledge", ids).catch((error: unknown) => notify({ tone: "bad", text: `${reasonOf(error)}.` }));
    setBusy(false);
  };
  const firing = alerts.filter(({ status }) => status === "firing").slice(0, most);
  const free = firing.filter(({ acknowledgement }) => !acknowledgement);
  return (
    <>
      {alerts.length > 0 && (
        <>
          <Button isSmall variant="subtle" onClick={onClear}>
            Clear selection
          </Button>
          <Button isSmall isLoading={isBusy} disabled={free.length === 0} onClick={() => void acknowledge(free.map(({ id }) => id))}>
            Acknowledge {free.length}
          </Button>
          <Button isSmall disabled={firing.length === 0} onClick={() => setAsking(true)}>
            Resolve {firing.length}
          </Button>
        </>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Resolve ${firing.length === 1 ? `“${firing[0]?.title}”` : `${firing.length} alerts`}?`}
        confirmLabel={`Resolve ${firing.length}`}
        onConfirm={() =>
          act(
            "resolve",
            firing.map(({ id }) => id),
          )
        }
        isDanger={false}
      >
        <p>Those whose condition is still true fire again with the next evaluation, within 30 s. For quiet make a silence instead.</p>
      </ConfirmDialog>
      <Modal isOpen={refused !== undefined} onClose={() => setRefused(undefined)} title={refused?.text ?? ""}>
        <ul>
          {refused?.refused.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
