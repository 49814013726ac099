"use client";
import { fromWallClock } from "#lib/universal/wall-clock";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

interface ServerMaintenanceFormProps<R> {
  /** Starts it, for one server or many. */
  send: (input: { on: true; reason?: string; until?: string }) => Promise<R>;
  onDone: (result: R) => void;
  onCancel: () => void;
}

/** Why, and until when; without an end it lasts until somebody ends it. */
export function ServerMaintenanceForm<R>({ send, onDone, onCancel }: ServerMaintenanceFormProps<R>) {
  const { zone } = useTimeZone();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { reason: "", until: "" },
    ({ reason, until }) => {
      const end = until ? fromWallClock(until, zone) : undefined;
      return send({ on: true, ...(reason && { reason }), ...(end && { until: end.toISOString() }) });
    },
    onDone,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="Reason"
          isOptional
          placeholder="new disk"
          hint="Users see it beside the status"
          {...form.getInputProps("reason")}
        />
        <TextField
          label="Until"
          isOptional
          type="datetime-local"
          hint={`In ${zone}. It then ends by itself.`}
          {...form.getInputProps("until")}
        />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Start maintenance
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
