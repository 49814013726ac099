"use client";
import { createPackageRequest } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { PackageFields } from "./package-fields.tsx";
import { packageInput, termChanges, valuesOfPackage } from "./package-values.ts";
import { usePackageDone } from "./use-package-done.ts";

/** Makes the next version of a series: begins with the terms of its master and says what changes. */
export function NewVersionDialog({
  isOpen,
  onClose,
  master,
  onCreated,
}: {
  isOpen: boolean;
  onClose: () => void;
  master: Package;
  onCreated: (made: Package) => void;
}) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`New version of ${master.name}`}>
      <NewVersionForm master={master} onCancel={onClose} onDone={onCreated} />
    </Modal>
  );
}

function NewVersionForm({ master, onCancel, onDone }: { master: Package; onCancel: () => void; onDone: (made: Package) => void }) {
  const done = usePackageDone();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    valuesOfPackage(master),
    (values) => createPackageRequest({ ...packageInput(values), series: master.series }),
    (made) => {
      done(`${made.name}, version ${made.version}, is sold now`);
      onDone(made);
    },
  );
  const changes = termChanges(master, form.values);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <PackageFields form={form} />
        <Notice tone="info" title={changes.length === 0 ? "Nothing changes yet" : "What changes"}>
          {changes.map((change) => (
            <p key={change}>{change}</p>
          ))}
          <p>The new version is sold from now on. Whoever bought version {master.version} keeps its terms.</p>
        </Notice>
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending} disabled={changes.length === 0}>
            Create version
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
