"use client";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { userQuery } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { AddPackageDialog } from "../package-queue/add-package-dialog.tsx";
import { UserPackagesList } from "../package-queue/user-packages-list.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UserActions } from "./user-actions.tsx";
import { UserFacts } from "./user-facts.tsx";
import { UserUsage } from "./user-usage.tsx";

/** What the person who looks may do and see beside the account itself. */
export interface UsersCan {
  write: boolean;
  readPackages: boolean;
  writePackages: boolean;
  readUsage: boolean;
  audit: boolean;
}

interface UserDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  can: UsersCan;
}

/** One account: what it is, its packages, its usage, who changed it. */
export function UserDrawer({ id, onClose, can }: UserDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="User" kind="drawer">
      {id !== null && <UserDrawerBody id={id} can={can} />}
    </Modal>
  );
}

function UserDrawerBody({ id, can }: { id: string; can: UsersCan }) {
  const query = useQuery(userQuery(id));
  return (
    <QueryState query={query} what="the user" skeleton={<Skeleton height="30rem" />}>
      {(user) => (
        <>
          <DrawerSection
            title={user.email}
            actions={
              can.write && (
                <Row>
                  <UserActions user={user} />
                </Row>
              )
            }
          >
            <UserFacts user={user} />
          </DrawerSection>
          {can.readPackages && <Packages user={user} canWrite={can.writePackages} />}
          {can.readUsage && (
            <DrawerSection title="Usage, last 30 days">
              <UserUsage userId={user.id} />
            </DrawerSection>
          )}
          {can.audit && (
            <DrawerSection title="Audit">
              <AuditList subjectKind="user" subjectId={user.id} />
            </DrawerSection>
          )}
        </>
      )}
    </QueryState>
  );
}

function Packages({ user, canWrite }: { user: User; canWrite: boolean }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <DrawerSection
      title="Packages"
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
    </DrawerSection>
  );
}
