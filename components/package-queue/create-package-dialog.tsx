"use client";
import { createPackageRequest } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { PackageFields } from "./package-fields.tsx";
import { newPackageValues, packageInput } from "./package-values.ts";
import { usePackageDone } from "./use-package-done.ts";

/** Makes a package: the first version of a new series. */
export function CreatePackageDialog({
  isOpen,
  onClose,
  onCreated,
}: {
  isOpen: boolean;
  onClose: () => void;
  onCreated?: (made: Package) => void;
}) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="New package">
      <CreatePackageForm
        onCancel={onClose}
        onDone={(made) => {
          onClose();
          onCreated?.(made);
        }}
      />
    </Modal>
  );
}

function CreatePackageForm({ onCancel, onDone }: { onCancel: () => void; onDone: (made: Package) => void }) {
  const done = usePackageDone();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    newPackageValues,
    (values) => createPackageRequest(packageInput(values)),
    (made) => {
      done(`${made.name} created`);
      onDone(made);
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <PackageFields form={form} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create package
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
