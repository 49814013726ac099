"use client";
import { useState } from "react";
import type { User } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { AddPackageForm } from "./add-package-dialog.tsx";
import { UserPicker } from "./user-picker.tsx";

/** Queues a package: first for whom, then which. */
export function EnqueueDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Queue a package">
      <EnqueueSteps onClose={onClose} />
    </Modal>
  );
}

function EnqueueSteps({ onClose }: { onClose: () => void }) {
  const [user, setUser] = useState<User>();
  if (!user) return <UserPicker onPick={setUser} />;
  return (
    <>
      <Row>
        <strong>{user.email}</strong>
        <Button isSmall variant="subtle" onClick={() => setUser(undefined)}>
          Another user
        </Button>
      </Row>
      <AddPackageForm userId={user.id} onClose={onClose} />
    </>
  );
}
