"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { createNodeServer, fleetKeys } from "#lib/fleet/client";
import type { Compatibility, NodeServerCreated } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

export const compatibilities: { value: Compatibility; label: string }[] = [
  { value: "newv2b", label: "UniProxy (XrayR, V2board nodes)" },
  { value: "ssp", label: "mod_mu (SSPanel nodes)" },
  { value: "native", label: "Native (scripts and agents)" },
];

/** Makes a server, then shows its token and the lines for its configuration, this once. */
export function CreateServerDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<NodeServerCreated>();
  const done = (server: NodeServerCreated) => {
    setCreated(server);
    onClose();
    void queryClient.invalidateQueries({ queryKey: fleetKeys.all() });
  };
  return (
    <>
      <Modal isOpen={isOpen} onClose={onClose} title="New server">
        <CreateServerForm onDone={done} onCancel={onClose} />
      </Modal>
      <SecretDialog
        isOpen={created !== undefined}
        onClose={() => setCreated(undefined)}
        title={created ? `${created.name} is ready to report` : ""}
        secrets={
          created
            ? [
                { name: "token", value: created.token },
                { name: "configuration", value: created.installation },
              ]
            : []
        }
      />
    </>
  );
}

function CreateServerForm({ onDone, onCancel }: { onDone: (server: NodeServerCreated) => void; onCancel: () => void }) {
  const initial: { name: string; compatibility: Compatibility } = { name: "", compatibility: "newv2b" };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, createNodeServer, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" placeholder="fra-01" required {...form.getInputProps("name")} />
        <SelectField label="Protocol" options={compatibilities} {...form.getInputProps("compatibility")} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create server
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
