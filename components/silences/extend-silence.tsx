"use client";
import { useQueryClient } from "@tanstack/react-query";
import { alertKeys, updateSilenceRequest } from "#lib/alerting/client";
import type { SilenceView } from "#lib/alerting/schema";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { EndFields } from "./end-fields.tsx";
import { endOf } from "./silence-times.ts";

/** Gives a silence another end, counted from now, and another reason. Undefined: closed. */
export function ExtendSilence({ silence, onClose }: { silence: SilenceView | undefined; onClose: () => void }) {
  return (
    <Modal isOpen={silence !== undefined} onClose={onClose} title="Change silence">
      {silence && <ExtendForm silence={silence} onClose={onClose} />}
    </Modal>
  );
}

function ExtendForm({ silence, onClose }: { silence: SilenceView; onClose: () => void }) {
  const { zone } = useTimeZone();
  const queryClient = useQueryClient();
  const send = ({ duration, to, comment }: { duration: string; to: string; comment: string }) => {
    const begin = new Date(Math.max(Date.now(), Date.parse(silence.from)));
    return updateSilenceRequest({ id: silence.id, comment, to: endOf({ duration, to }, zone, begin)?.toISOString() ?? "" });
  };
  const initial = { duration: "7200", to: "", comment: silence.comment };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, () => {
    void queryClient.invalidateQueries({ queryKey: alertKeys.all });
    onClose();
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <p>
          {silence.words}, now until <ExactTime at={silence.to} style="minute" />.
        </p>
        <EndFields form={form} label="Lasts from now" />
        <TextField label="Why" required autoComplete="off" {...form.getInputProps("comment")} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Save
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
