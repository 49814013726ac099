"use client";
import { renamePackageRequest } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { usePackageDone } from "./use-package-done.ts";

/** Changes the name of one version; terms never change. */
export function RenamePackageDialog({ isOpen, onClose, sold }: { isOpen: boolean; onClose: () => void; sold: Package }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`Rename ${sold.name}`}>
      <RenamePackageForm sold={sold} onClose={onClose} />
    </Modal>
  );
}

function RenamePackageForm({ sold, onClose }: { sold: Package; onClose: () => void }) {
  const done = usePackageDone();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { name: sold.name },
    ({ name }) => renamePackageRequest(sold.id, name),
    ({ name }) => {
      onClose();
      done(`${sold.name} is called ${name} now`);
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="Name"
          required
          hint={`Of version ${sold.version}, also for those who bought it. Other terms are a new version`}
          {...form.getInputProps("name")}
        />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending} disabled={!form.isDirty()}>
            Rename
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
