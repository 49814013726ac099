"use client";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { billingEventKeys, retryDeadEventsRequest } from "#lib/package-queue/client";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { notify } from "../ui/notify.ts";
import { cappedCount } from "./capped-count.ts";

/** Tries every dead event again, after asking. */
export function RetryDeadEvents({ dead }: { dead: number }) {
  const [isOpen, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const retry = async () => {
    const { retried } = await retryDeadEventsRequest();
    await queryClient.invalidateQueries({ queryKey: billingEventKeys.all });
    notify({ tone: "ok", text: `${retried} ${retried === 1 ? "event is" : "events are"} tried again` });
  };
  return (
    <>
      <Button isSmall icon={<IconRefresh aria-hidden="true" />} onClick={() => setOpen(true)}>
        Retry all dead
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={`Try ${cappedCount(dead)} dead ${dead === 1 ? "event" : "events"} again?`}
        confirmLabel="Retry all"
        isDanger={false}
        onConfirm={retry}
      >
        <p>Each is given its effect within seconds, or fails again with up to five attempts. No event ever has its effect twice.</p>
      </ConfirmDialog>
    </>
  );
}
