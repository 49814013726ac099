"use client";
import { acknowledgeAlertRequest } from "#lib/alerting/client";
import { fromWallClock } from "#lib/universal/wall-clock";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextAreaField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { useAlertActions } from "./use-alert-actions.ts";

/** Takes an alert with a note and an end; the button in its row does it with neither. */
export function AcknowledgeForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { zone } = useTimeZone();
  const { refresh } = useAlertActions();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { note: "", until: "" },
    ({ note, until }) => {
      const end = until ? fromWallClock(until, zone) : undefined;
      const body = { id, ...(note.trim() && { note: note.trim() }), ...(end && { until: end.toISOString() }) };
      return acknowledgeAlertRequest(body).finally(() => void refresh());
    },
    onClose,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextAreaField label="Note" isOptional hint="What you found, or will do" {...form.getInputProps("note")} />
        <TextField
          label="Until"
          isOptional
          type="datetime-local"
          hint={`In ${zone}. Without an end it lasts as long as the alert.`}
          {...form.getInputProps("until")}
        />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Acknowledge alert
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
