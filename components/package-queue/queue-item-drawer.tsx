"use client";
import { useQuery } from "@tanstack/react-query";
import { queueItemQuery } from "#lib/package-queue/client";
import type { QueueItem } from "#lib/package-queue/schema";
import { AuditList } from "../admin/audit-list.tsx";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AdjustQuotaButton } from "./adjust-quota-button.tsx";
import { CancelItemButton } from "./cancel-item-button.tsx";
import { QueueItemFacts } from "./queue-item-facts.tsx";
import { WaitingOrder } from "./waiting-order.tsx";

/** What the person who looks may do and see beside the items themselves. */
export interface QueueCan {
  write: boolean;
  audit: boolean;
}

interface QueueItemDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  can: QueueCan;
}

/** One bought package: what it is, whose, how far it is used, what comes after it, who changed it. */
export function QueueItemDrawer({ id, onClose, can }: QueueItemDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Queue item" kind="drawer">
      {id !== null && <QueueItemBody key={id} id={id} can={can} />}
    </Modal>
  );
}

function QueueItemBody({ id, can }: { id: string; can: QueueCan }) {
  const query = useQuery(queueItemQuery(id));
  return (
    <QueryState query={query} what="the item" skeleton={<Skeleton height="30rem" />}>
      {(item) => (
        <>
          <DrawerSection title={item.packageName} actions={can.write && isOpenItem(item) && <Actions item={item} />}>
            <QueueItemFacts item={item} />
          </DrawerSection>
          {isOpenItem(item) && (
            <DrawerSection title="What waits, in order">
              <WaitingOrder item={item} canWrite={can.write} />
            </DrawerSection>
          )}
          {can.audit && (
            <DrawerSection title="Audit">
              <AuditList subjectKind="package-queue" subjectId={item.id} />
            </DrawerSection>
          )}
        </>
      )}
    </QueryState>
  );
}

function Actions({ item }: { item: QueueItem }) {
  return (
    <Row>
      <AdjustQuotaButton item={item} />
      <CancelItemButton item={item} />
    </Row>
  );
}

function isOpenItem({ status }: QueueItem): boolean {
  return status === "in_queue" || status === "active";
}
