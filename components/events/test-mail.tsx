"use client";
import { IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { notificationKeys, sendTestMailRequest } from "#lib/notifications/client";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { outcomeWords } from "./outcome-words.ts";

/** Sends a mail to an address of one's choice and says what the mail server answered. */
export function TestMail() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button isSmall icon={<IconSend aria-hidden="true" />} onClick={() => setOpen(true)}>
        Send test
      </Button>
      <Modal isOpen={isOpen} onClose={close} title="Send a test mail">
        <TestMailForm onClose={close} />
      </Modal>
    </>
  );
}

function TestMailForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { to: "" },
    ({ to }) => sendTestMailRequest(to),
    (delivery) => {
      void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
      notify(outcomeWords(delivery));
      onClose();
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="To" type="email" required autoComplete="email" {...form.getInputProps("to")} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Send test
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
