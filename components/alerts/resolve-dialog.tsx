"use client";
import { useState } from "react";
import { resolveAlertRequest } from "#lib/alerting/client";
import type { Alert } from "#lib/alerting/schema";
import { matchersOfAlert } from "../silences/matcher-values.ts";
import { SilenceDialog } from "../silences/silence-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextAreaField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { useAlertActions } from "./use-alert-actions.ts";

/** Asks, resolves, and says so when it will not last. Undefined: closed. */
export function ResolveDialog({ alert, onClose }: { alert: Alert | undefined; onClose: () => void }) {
  return (
    <Modal isOpen={alert !== undefined} onClose={onClose} title={`Resolve “${alert?.title}”?`}>
      {alert && <Resolve alert={alert} onClose={onClose} />}
    </Modal>
  );
}

function Resolve({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const { id, title } = alert;
  const { refresh } = useAlertActions();
  const [willReopen, setWillReopen] = useState(false);
  const [isSilencing, setSilencing] = useState(false);
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { note: "" },
    ({ note }) => resolveAlertRequest(id, note.trim()).finally(() => void refresh()),
    (resolved) => {
      if (resolved.willReopen) setWillReopen(true);
      else {
        notify({ tone: "ok", text: `Resolved: ${title}` });
        onClose();
      }
    },
  );
  if (willReopen)
    return (
      <FormStack>
        <Notice tone="warn" title="Resolved, but it will come back">
          Its condition is still true: the next evaluation, within 30 s, reopens this alert. Whoever wants quiet until the cause is mended
          needs a silence instead.
        </Notice>
        <ModalFooter>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" onClick={() => setSilencing(true)}>
            Silence it…
          </Button>
        </ModalFooter>
        <SilenceDialog isOpen={isSilencing} onClose={onClose} matchers={matchersOfAlert(alert)} />
      </FormStack>
    );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        <p>It ends for everybody who was told of it. If its condition is still true, the next evaluation reopens it.</p>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextAreaField label="Note" isOptional hint="Stands on the timeline" {...form.getInputProps("note")} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Resolve alert
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
