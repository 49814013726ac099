"use client";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { User } from "#lib/auth/schema";
import { AddPackageDialog } from "../package-queue/add-package-dialog.tsx";
import { UserPackagesList } from "../package-queue/user-packages-list.tsx";
import { Button } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";

/** What an account has, waits for and had; here it is given another package. */
export function UserPackagesPanel({ user, canWrite }: { user: Pick<User, "id" | "email">; canWrite: boolean }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <Panel
      title="Packages"
      note="Active, waiting in order, past"
      actions={
        canWrite && (
          <Button isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => setAdding(true)}>
            Add package
          </Button>
        )
      }
    >
      <UserPackagesList userId={user.id} canWrite={canWrite} />
      <AddPackageDialog isOpen={isAdding} onClose={() => setAdding(false)} user={user} />
    </Panel>
  );
}
