"use client";
import { Button } from "../button.tsx";
import { CopyBlock } from "../copy-block.tsx";
import { Notice } from "../notice.tsx";
import { Modal, ModalFooter } from "./modal.tsx";

interface SecretDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Each secret with its name in lower case (`token`), and texts that contain it (`configuration`). */
  secrets: { name: string; value: string }[];
  /** What is kept of it, if not a hash. */
  warning?: string;
}

const hashOnly = "Copy it now. It is kept as a hash only and cannot be shown again.";

/** Shows a secret this once, each with a copy button. A press outside does not close it. */
export function SecretDialog({ isOpen, onClose, title, secrets, warning = hashOnly }: SecretDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={title} kind="wide" isSticky>
      <Notice tone="warn">{warning}</Notice>
      {secrets.map(({ name, value }) => (
        <CopyBlock key={name} name={name} value={value} />
      ))}
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      </ModalFooter>
    </Modal>
  );
}
