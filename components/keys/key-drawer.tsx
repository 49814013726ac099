"use client";
import { useQuery } from "@tanstack/react-query";
import { apiKeyQuery } from "#lib/auth/client";
import type { ApiKey } from "#lib/auth/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { useNow } from "../providers/clock.ts";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { KeyMark } from "./key-columns.tsx";
import { keyState } from "./key-state.ts";
import { permissionWords } from "./permission-groups.ts";
import { RenameKeyForm } from "./rename-key-form.tsx";
import { RevokeKey } from "./revoke-key.tsx";

interface KeyDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  canWrite: boolean;
}

/** One key: what it may do, who made it, what was done to it and what it did. */
export function KeyDrawer({ id, onClose, canWrite }: KeyDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="API key" kind="drawer">
      {id !== null && <KeyDrawerBody id={id} canWrite={canWrite} />}
    </Modal>
  );
}

function KeyDrawerBody({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useQuery(apiKeyQuery(id));
  const now = useNow(1000);
  return (
    <QueryState query={query} what="the API key" skeleton={<Skeleton height="30rem" />}>
      {(apiKey) => {
        const canChange = canWrite && keyState(apiKey, now) !== "revoked";
        return (
          <>
            <DrawerSection title={apiKey.name} actions={canChange && <RevokeKey apiKey={apiKey} />}>
              <KeyFacts apiKey={apiKey} />
            </DrawerSection>
            {canChange && (
              <DrawerSection title="Name">
                <RenameKeyForm key={apiKey.id} apiKey={apiKey} />
              </DrawerSection>
            )}
            <DrawerSection title="What it did">
              <AuditList actorId={apiKey.id} />
            </DrawerSection>
            <DrawerSection title="What was done to it">
              <AuditList subjectKind="api-key" subjectId={apiKey.id} />
            </DrawerSection>
          </>
        );
      }}
    </QueryState>
  );
}

function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  return (
    <Facts
      items={[
        ["State", <KeyMark key="state" apiKey={apiKey} />],
        ["Prefix", <CopyId key="prefix" id={apiKey.prefix} what="prefix" />],
        ["May", permissionWords(apiKey.permissions)],
        ["Made by", apiKey.createdBy?.email ?? "no account: a key, the environment or a command"],
        ["Made", <ExactTime key="made" at={apiKey.createdAt} />],
        ["Expires", apiKey.expiresAt === null ? "never" : <ExactTime key="expires" at={apiKey.expiresAt} />],
        ["Last used", <RelativeTime key="used" at={apiKey.lastUsedAt} />],
        ...(apiKey.revokedAt ? ([["Revoked", <ExactTime key="revoked" at={apiKey.revokedAt} />]] as const) : []),
        ["Id", <CopyId key="id" id={apiKey.id} />],
      ]}
    />
  );
}
