"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys } from "#lib/auth/client";
import { cancelQueueItemRequest, packageKeys, userPackagesQuery } from "#lib/package-queue/client";
import type { QueueItem } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { notify } from "../ui/notify.ts";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { statusWords, usedWords } from "./queue-item-words.ts";
import css from "./user-packages-list.module.css";

const shownPast = 5;

/** A user's packages: the active one, those that wait in order, the last that ended. */
export function UserPackagesList({ userId, canWrite }: { userId: string; canWrite: boolean }) {
  const query = useQuery(userPackagesQuery(userId));
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<QueueItem>();
  const cancel = async () => {
    if (!asked) return;
    await cancelQueueItemRequest(asked.id);
    notify({ tone: "ok", text: `${asked.packageName} cancelled` });
    for (const queryKey of [packageKeys.all, authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <>
      <QueryState query={query} what="the packages" skeleton={<Skeleton height="5rem" />}>
        {({ active, queue, past }) => {
          const items = [...(active ? [active] : []), ...queue, ...past.slice(0, shownPast)];
          return items.length === 0 ? (
            <EmptyState kind="nothing_yet" title="No package yet">
              Without one the user sees no nodes, and traffic is billed to no package.
            </EmptyState>
          ) : (
            <ol className={css.list}>
              {items.map((item) => (
                <QueueItemRow key={item.id} item={item} {...(canWrite && { onCancel: () => setAsked(item) })} />
              ))}
            </ol>
          );
        }}
      </QueryState>
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={`Cancel ${asked?.packageName ?? ""}?`}
        confirmLabel="Cancel package"
        onConfirm={cancel}
      >
        <p>
          {asked?.status === "active"
            ? "What is left of its quota is lost, and the next package of the queue starts at once. Without one, the user loses all nodes."
            : "It leaves the queue and never starts."}{" "}
          This cannot be undone.
        </p>
      </ConfirmDialog>
    </>
  );
}

function QueueItemRow({ item, onCancel }: { item: QueueItem; onCancel?: () => void }) {
  const isOpen = item.status === "active" || item.status === "in_queue";
  return (
    <li className={css.item}>
      <span className={css.name}>{item.packageName}</span>
      <span className={css.note}>
        <StatusMark tone={item.status === "active" ? "ok" : "unknown"}>{statusWords(item)}</StatusMark> · {usedWords(item)}
        {item.expiresAt && item.status === "active" && (
          <>
            {" "}
            · ends <ExactTime at={item.expiresAt} style="day" />
          </>
        )}
        {item.endedAt && (
          <>
            {" "}
            · ended <ExactTime at={item.endedAt} style="day" />
          </>
        )}
        {item.byOrder && ` · order ${item.byOrder}`}
      </span>
      {isOpen && onCancel && (
        <span className={css.action}>
          <Button isSmall variant="subtle" onClick={onCancel} aria-label={`Cancel package ${item.packageName}`}>
            Cancel
          </Button>
        </span>
      )}
    </li>
  );
}
