"use client";
import { type ReactNode, useState } from "react";
import { Button } from "../button.tsx";
import { reasonOf } from "../error-state.tsx";
import { Notice } from "../notice.tsx";
import { Modal, ModalFooter } from "./modal.tsx";

interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** Names the thing: `Delete server fra-03?` */
  title: string;
  /** What is lost and whether it can be undone. */
  children: ReactNode;
  /** The verb: `Delete server`. */
  confirmLabel: string;
  /** Does it; the dialog waits, closes when it succeeded and shows the reason when it did not. */
  onConfirm: () => Promise<unknown>;
  isDanger?: boolean;
}

/** Asks before what cannot be taken back. */
export function ConfirmDialog({ isOpen, onClose, title, children, confirmLabel, onConfirm, isDanger = true }: ConfirmDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = () => {
    setError(undefined);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    await onConfirm().then(close, setError);
    setBusy(false);
  };
  return (
    <Modal isOpen={isOpen} onClose={close} title={title}>
      {children}
      {error !== undefined && <Notice tone="bad">{reasonOf(error)}</Notice>}
      <ModalFooter>
        <Button onClick={close}>Cancel</Button>
        <Button variant={isDanger ? "danger" : "primary"} isLoading={isBusy} onClick={confirm}>
          {confirmLabel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
