"use client";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { deliveryQuery, notificationKeys, retryDeliveryRequest } from "#lib/notifications/client";
import type { DeliveryDetail } from "#lib/notifications/schema";
import { billingEventKeys } from "#lib/package-queue/client";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { Button } from "../ui/button.tsx";
import { CopyBlock } from "../ui/copy-block.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AttemptList } from "./attempt-list.tsx";
import { DeliveryMark } from "./event-marks.tsx";
import { NextAttempt } from "./next-attempt.tsx";

interface DeliveryDialogProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  canWrite: boolean;
}

/** One delivery of a webhook or mail: what is sent, and every attempt with its answer. */
export function DeliveryDialog({ id, onClose, canWrite }: DeliveryDialogProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Delivery" kind="drawer">
      {id !== null && <DeliveryBody id={id} canWrite={canWrite} />}
    </Modal>
  );
}

function DeliveryBody({ id, canWrite }: { id: string; canWrite: boolean }) {
  const query = useQuery(deliveryQuery(id));
  return (
    <QueryState query={query} what="the delivery" skeleton={<Skeleton height="24rem" />}>
      {(delivery) => (
        <>
          <DrawerSection
            title={delivery.subject ?? delivery.topic}
            actions={canWrite && delivery.state !== "sent" && <RetryDelivery delivery={delivery} />}
          >
            <Facts items={factsOf(delivery)} />
          </DrawerSection>
          <DrawerSection title="Attempts">
            <AttemptList delivery={delivery} />
          </DrawerSection>
          <DrawerSection title="Content">
            <CopyBlock name={delivery.recipient === null ? "body" : "text"} value={contentOf(delivery)} />
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

function factsOf(delivery: DeliveryDetail) {
  return [
    ["State", <DeliveryMark key="state" delivery={delivery} />],
    ["To", delivery.recipient ?? delivery.targetName],
    ["Event", delivery.topic],
    ["Written", <ExactTime key="written" at={delivery.createdAt} />],
    ["Attempts", `${delivery.attempts} of at most ${delivery.maxAttempts}`],
    ...(delivery.nextAttemptAt ? ([["Next attempt", <NextAttempt key="next" at={delivery.nextAttemptAt} />]] as const) : []),
    [delivery.recipient === null ? "webhook-id" : "Message id", <CopyId key="id" id={delivery.messageId} />],
  ] as const;
}

/** A webhook's body as it is sent; of mail its plain text. */
function contentOf({ recipient, payload }: DeliveryDetail): string {
  return recipient !== null && typeof payload.text === "string" ? payload.text : JSON.stringify(payload, undefined, 2);
}

function RetryDelivery({ delivery: { id } }: { delivery: DeliveryDetail }) {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryDeliveryRequest(id),
    onSuccess: () => notify({ tone: "ok", text: "It is sent again within seconds" }),
    onSettled: () =>
      Promise.all([notificationKeys.all, billingEventKeys.details].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
  return (
    <>
      <Button isSmall icon={<IconRefresh aria-hidden="true" />} isLoading={retry.isPending} onClick={() => retry.mutate()}>
        Send again
      </Button>
      {retry.error && <Notice tone="bad">{reasonOf(retry.error)}</Notice>}
    </>
  );
}
