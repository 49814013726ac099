"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createNodeClient, fleetKeys } from "#lib/fleet/client";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { ClientFields } from "./client-fields.tsx";
import { clientInput, newClientValues } from "./client-values.ts";

interface CreateClientDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** The server it is made for, when the page is about one. */
  nodeServerId?: number;
}

/** Makes a node client. */
export function CreateClientDialog({ isOpen, onClose, nodeServerId }: CreateClientDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="New node" kind="wide">
      <CreateClientForm onClose={onClose} nodeServerId={nodeServerId} />
    </Modal>
  );
}

function CreateClientForm({ onClose, nodeServerId }: { onClose: () => void; nodeServerId: number | undefined }) {
  const queryClient = useQueryClient();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { ...newClientValues, nodeServerId: nodeServerId === undefined ? "" : String(nodeServerId) },
    (values) => createNodeClient(clientInput(values)),
    () => {
      notify({ tone: "ok", text: "Node created" });
      onClose();
      void queryClient.invalidateQueries({ queryKey: fleetKeys.all() });
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <ClientFields form={form} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create node
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
