"use client";
import { IconArrowBarToDown, IconArrowBarToUp, IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { packageKeys, reorderQueueRequest, userPackagesQuery } from "#lib/package-queue/client";
import type { QueueItem, UserPackages } from "#lib/package-queue/schema";
import { formatBytes, sumBytes } from "#lib/universal/bytes";
import { IconButton } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Row } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type Move, placeAfter } from "./place-after.ts";
import { useQueueChanged } from "./use-queue-changed.ts";
import css from "./user-packages-list.module.css";

const moves: { move: Move; label: string; Icon: typeof IconArrowUp }[] = [
  { move: "first", label: "Move first", Icon: IconArrowBarToUp },
  { move: "up", label: "Move up", Icon: IconArrowUp },
  { move: "down", label: "Move down", Icon: IconArrowDown },
  { move: "last", label: "Move last", Icon: IconArrowBarToDown },
];

/** What waits of the item's user, in the order in which it will start; each can be moved. */
export function WaitingOrder({ item, canWrite }: { item: QueueItem; canWrite: boolean }) {
  const query = useQuery(userPackagesQuery(item.userId));
  return (
    <QueryState query={query} what="what waits" skeleton={<Skeleton height="5rem" />}>
      {({ queue }) =>
        queue.length === 0 ? (
          <EmptyState kind="nothing_yet" title="Nothing waits behind it">
            When it ends, the user has no package and no nodes.
          </EmptyState>
        ) : (
          <WaitingList userId={item.userId} shownId={item.id} queue={queue} canWrite={canWrite} />
        )
      }
    </QueryState>
  );
}

interface WaitingListProps {
  userId: string;
  shownId: string;
  queue: QueueItem[];
  canWrite: boolean;
}

function WaitingList({ userId, shownId, queue, canWrite }: WaitingListProps) {
  const [error, setError] = useState<unknown>();
  const [said, setSaid] = useState("");
  const queryClient = useQueryClient();
  const changed = useQueueChanged();
  const ids = queue.map(({ id }) => id);
  const reorder = async ({ id, packageName }: QueueItem, move: Move) => {
    const before = placeAfter(ids, id, move);
    if (before === undefined) return;
    setError(undefined);
    await reorderQueueRequest({ id, before, seen: ids }).then((waiting) => {
      const order = waiting.queue.map((other) => other.id);
      queryClient.setQueryData<UserPackages>(packageKeys.own(userId), (known) => known && { ...known, queue: inOrder(known.queue, order) });
      setSaid(`${packageName} is number ${order.indexOf(id) + 1} of ${order.length}`);
    }, setError);
    changed();
  };
  return (
    <>
      {error !== undefined && <Notice tone="bad">{reasonOf(error)}</Notice>}
      <ol className={css.list}>
        {queue.map((waiting, index) => (
          <li key={waiting.id} className={css.item} aria-current={waiting.id === shownId || undefined}>
            <span className={css.name}>
              {index + 1}. {waiting.packageName}
              {waiting.id === shownId && " (this one)"}
            </span>
            <span className={css.note}>
              {formatBytes(sumBytes([waiting.trafficLimit, waiting.adjustQuota]))}
              {waiting.byOrder && ` · order ${waiting.byOrder}`}
            </span>
            {canWrite && queue.length > 1 && (
              <span className={css.action}>
                <Row>
                  {moves.map(({ move, label, Icon }) => (
                    // Not disabled at the ends: whoever moves by keyboard keeps the focus.
                    <IconButton
                      key={move}
                      isSmall
                      label={`${label}: ${waiting.packageName}, number ${index + 1}`}
                      aria-disabled={placeAfter(ids, waiting.id, move) === undefined || undefined}
                      onClick={() => void reorder(waiting, move)}
                    >
                      <Icon aria-hidden="true" />
                    </IconButton>
                  ))}
                </Row>
              </span>
            )}
          </li>
        ))}
      </ol>
      <p className="fl-sr-only" role="status">
        {said}
      </p>
    </>
  );
}

function inOrder<T extends { id: string }>(items: readonly T[], order: readonly string[]): T[] {
  return items.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}
