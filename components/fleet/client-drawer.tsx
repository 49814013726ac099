"use client";
import { IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { deleteNodeClient, fleetKeys, nodeClientQuery } from "#lib/fleet/client";
import type { NodeClientDetail } from "#lib/fleet/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { notify } from "../ui/notify.ts";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ClientEditForm } from "./client-edit-form.tsx";
import { ClientFacts } from "./client-facts.tsx";
import { FactorHistory } from "./factor-history.tsx";

interface ClientDrawerProps {
  /** Null: closed. */
  id: number | null;
  onClose: () => void;
  canWrite: boolean;
  canAudit: boolean;
}

/** One node client: what it is, its form, which factor applied from when, who changed it. */
export function ClientDrawer({ id, onClose, ...can }: ClientDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Node client" kind="drawer">
      {id !== null && <ClientDrawerBody id={id} onClose={onClose} {...can} />}
    </Modal>
  );
}

function ClientDrawerBody({ id, onClose, canWrite, canAudit }: ClientDrawerProps & { id: number }) {
  const query = useQuery(nodeClientQuery(id));
  return (
    <QueryState query={query} what="the node" skeleton={<Skeleton height="30rem" />}>
      {(client) => (
        <>
          <DrawerSection title={client.name} actions={canWrite && <DeleteClient client={client} onDeleted={onClose} />}>
            <ClientFacts client={client} />
          </DrawerSection>
          {canWrite && (
            <DrawerSection title="Edit">
              <ClientEditForm key={client.id} client={client} />
            </DrawerSection>
          )}
          <DrawerSection title="Traffic factor over time">
            <FactorHistory factors={client.factors} />
          </DrawerSection>
          {canAudit && (
            <DrawerSection title="Audit">
              <AuditList subjectKind="node-client" subjectId={client.id} />
            </DrawerSection>
          )}
        </>
      )}
    </QueryState>
  );
}

function DeleteClient({ client: { id, name }, onDeleted }: { client: NodeClientDetail; onDeleted: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const remove = async () => {
    await deleteNodeClient(id);
    notify({ tone: "ok", text: `${name} deleted` });
    onDeleted();
    queryClient.removeQueries({ queryKey: fleetKeys.client(id) });
    for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <Button isSmall variant="subtle" icon={<IconTrash aria-hidden="true" />} onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}?`}
        confirmLabel="Delete node"
        onConfirm={remove}
      >
        <p>
          Users lose the node at once, and its factor history goes with it. This cannot be undone. A node whose traffic stands in the ledger
          is not deleted: disable it instead.
        </p>
      </ConfirmDialog>
    </>
  );
}
