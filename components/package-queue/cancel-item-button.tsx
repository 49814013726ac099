"use client";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { cancelQueueItemRequest, userPackagesQuery } from "#lib/package-queue/client";
import type { QueueItem } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { notify } from "../ui/notify.ts";
import { cancelWords } from "./cancel-words.ts";
import { useQueueChanged } from "./use-queue-changed.ts";

/** Takes an item out of its queue, after saying what is lost and what starts next. */
export function CancelItemButton({ item }: { item: QueueItem }) {
  const [isAsking, setAsking] = useState(false);
  const waiting = useQuery(userPackagesQuery(item.userId)).data?.queue;
  const changed = useQueueChanged();
  const cancel = async () => {
    await cancelQueueItemRequest(item.id);
    notify({ tone: "ok", text: `${item.packageName} of ${item.userEmail} cancelled` });
    changed();
  };
  return (
    <>
      <Button isSmall icon={<IconX aria-hidden="true" />} onClick={() => setAsking(true)}>
        Cancel package
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Cancel ${item.packageName} of ${item.userEmail}?`}
        confirmLabel="Cancel package"
        onConfirm={cancel}
      >
        <p>{cancelWords(item, waiting)} This cannot be undone.</p>
      </ConfirmDialog>
    </>
  );
}
