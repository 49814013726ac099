"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deletePackageRequest, packageKeys } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { ApiError } from "#lib/universal/api-client";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { usePackageDone } from "./use-package-done.ts";

interface DeletePackageDialogProps {
  isOpen: boolean;
  onClose: () => void;
  sold: Package;
  onDeleted: () => void;
  onRetire: () => void;
}

/** Asks before a version is deleted; when it is in use it says by how many, and offers to retire it. */
export function DeletePackageDialog({ isOpen, onClose, sold, ...then }: DeletePackageDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`Delete ${sold.name}, version ${sold.version}?`}>
      <DeletePackage sold={sold} onCancel={onClose} {...then} />
    </Modal>
  );
}

function DeletePackage({
  sold,
  onCancel,
  onDeleted,
  onRetire,
}: Omit<DeletePackageDialogProps, "isOpen" | "onClose"> & { onCancel: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const done = usePackageDone();
  const queryClient = useQueryClient();
  const isInUse = error instanceof ApiError && error.code === "wrong_state";
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await deletePackageRequest(sold.id);
      onDeleted();
      queryClient.removeQueries({ queryKey: packageKeys.one(sold.id) });
      done(`${sold.name}, version ${sold.version}, deleted`);
    } catch (reason) {
      setError(reason);
    }
    setBusy(false);
  };
  return (
    <FormStack>
      <p>
        Only a version that nobody ever bought, of a series that nobody is using, can be deleted.
        {sold.isMaster && " The highest version that remains becomes the master; without one the series is gone."} This cannot be undone.
      </p>
      {error !== undefined && (
        <Notice tone="bad" title={isInUse ? "It cannot be deleted" : "It was not deleted"}>
          {reasonOf(error)}.
        </Notice>
      )}
      <ModalFooter>
        <Button onClick={onCancel}>Cancel</Button>
        {isInUse && !sold.retiredAt ? (
          <Button variant="primary" onClick={onRetire}>
            Retire instead
          </Button>
        ) : (
          <Button variant="danger" isLoading={isBusy} disabled={isInUse} onClick={() => void remove()}>
            Delete package
          </Button>
        )}
      </ModalFooter>
    </FormStack>
  );
}
