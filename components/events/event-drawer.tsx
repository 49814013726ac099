"use client";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { billingEventKeys, billingEventQuery, retryBillingEventRequest } from "#lib/package-queue/client";
import type { BillingEventDetail } from "#lib/package-queue/schema";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { QueueItemMark } from "../package-queue/queue-item-mark.tsx";
import { usedWords } from "../package-queue/queue-item-words.ts";
import { Button } from "../ui/button.tsx";
import { CopyBlock } from "../ui/copy-block.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DeliveryItems } from "./delivery-items.tsx";
import { EventMark } from "./event-marks.tsx";
import { eventTypeWords, eventWords } from "./event-words.ts";
import { NextAttempt } from "./next-attempt.tsx";

interface EventDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  canRetry: boolean;
}

/** One event: what it says, what it did, why it failed, where it was sent to. */
export function EventDrawer({ id, onClose, canRetry }: EventDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Event" kind="drawer">
      {id !== null && <EventBody id={id} canRetry={canRetry} />}
    </Modal>
  );
}

function EventBody({ id, canRetry }: { id: string; canRetry: boolean }) {
  const query = useQuery(billingEventQuery(id));
  return (
    <QueryState query={query} what="the event" skeleton={<Skeleton height="30rem" />}>
      {(event) => (
        <>
          <DrawerSection
            title={`${eventTypeWords[event.type]}, number ${event.seq}`}
            actions={canRetry && event.state !== "done" && <RetryEvent id={event.id} />}
          >
            <Stack>
              {event.lastError && event.state !== "done" && (
                <Notice tone={event.state === "dead" ? "bad" : "warn"} title="The last attempt failed">
                  {event.lastError}
                </Notice>
              )}
              <Facts items={factsOf(event)} />
            </Stack>
          </DrawerSection>
          <DrawerSection title="Effect">
            <Effect event={event} />
          </DrawerSection>
          {event.deliveries && (
            <DrawerSection title="Webhooks">
              <DeliveryItems deliveries={event.deliveries} empty="No endpoint asked for this event when it was written." />
            </DrawerSection>
          )}
          <DrawerSection title="Content">
            <CopyBlock name="payload" value={JSON.stringify(event.payload, undefined, 2)} />
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

function factsOf(event: BillingEventDetail) {
  return [
    ["State", <EventMark key="state" event={event} />],
    ["Says", eventWords(event)],
    ["Type", event.type],
    ["Route", event.route],
    [
      "User",
      <Link key="user" href={`/admin/users/${event.userId}`}>
        {event.userEmail}
      </Link>,
    ],
    ["Written", <ExactTime key="written" at={event.createdAt} />],
    ["Failed attempts", String(event.attempts)],
    ...(event.nextAttemptAt ? ([["Next attempt", <NextAttempt key="next" at={event.nextAttemptAt} />]] as const) : []),
    ["Id", <CopyId key="id" id={event.id} />],
  ] as const;
}

/** Which item, how it is now, and when the event had its effect. */
function Effect({ event: { item, payload, state, consumedAt } }: { event: BillingEventDetail }) {
  if (payload.package_queue_id === null) return <p>The user had no active package: the traffic is recorded and charged to none.</p>;
  return (
    <Facts
      items={[
        ["Had its effect", consumedAt ? <ExactTime key="at" at={consumedAt} /> : state === "dead" ? "no" : "not yet"],
        ...(item
          ? ([
              ["Package", item.packageName],
              ["Status now", <QueueItemMark key="status" item={item} />],
              ["Used of it now (billed)", usedWords(item)],
              ["Queue item", <CopyId key="item" id={item.id} />],
            ] as const)
          : ([["Queue item", "does not exist"]] as const)),
      ]}
    />
  );
}

function RetryEvent({ id }: { id: string }) {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryBillingEventRequest(id),
    onSuccess: () => notify({ tone: "ok", text: "The event is tried again within seconds" }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: billingEventKeys.all }),
  });
  return (
    <>
      <Button isSmall icon={<IconRefresh aria-hidden="true" />} isLoading={retry.isPending} onClick={() => retry.mutate()}>
        Retry
      </Button>
      {retry.error && <Notice tone="bad">{reasonOf(retry.error)}</Notice>}
    </>
  );
}
