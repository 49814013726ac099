"use client";
import { IconPencil, IconSend, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteChannelRequest, notificationKeys, testChannelRequest } from "#lib/notifications/client";
import type { AlertChannel } from "#lib/notifications/schema";
import { cappedCount } from "../events/capped-count.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Row } from "../ui/layout.tsx";
import { notify } from "../ui/notify.ts";
import { ChannelForm } from "./channel-form.tsx";

/** Test, change, delete. A test says what really came of it. */
export function ChannelActions({ channel, onDeleted }: { channel: AlertChannel; onDeleted: () => void }) {
  const [open, setOpen] = useState<"edit" | "delete">();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: notificationKeys.all });
  const test = useMutation({
    mutationFn: () => testChannelRequest(channel.id),
    onSuccess: ({ isSuccess, durationMs, error }) =>
      notify(
        isSuccess
          ? { tone: "ok", text: `The test arrived after ${durationMs.toLocaleString("en")} ms` }
          : { tone: "bad", text: `The test failed: ${error ?? "no answer"}` },
      ),
    onError: (error) => notify({ tone: "bad", text: reasonOf(error) }),
    onSettled: refresh,
  });
  return (
    <Row>
      <Button isSmall icon={<IconSend aria-hidden="true" />} isLoading={test.isPending} onClick={() => test.mutate()}>
        Send test
      </Button>
      <Button isSmall icon={<IconPencil aria-hidden="true" />} onClick={() => setOpen("edit")}>
        Edit
      </Button>
      <Button isSmall variant="danger" icon={<IconTrash aria-hidden="true" />} onClick={() => setOpen("delete")}>
        Delete
      </Button>
      <Modal isOpen={open === "edit"} onClose={() => setOpen(undefined)} title="Edit channel">
        <ChannelForm
          channel={channel}
          onCancel={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            void refresh();
            notify({ tone: "ok", text: "The channel is saved" });
          }}
        />
      </Modal>
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={() => setOpen(undefined)}
        title={`Delete ${channel.name}?`}
        confirmLabel="Delete channel"
        isDanger
        onConfirm={() =>
          deleteChannelRequest(channel.id).then(() => {
            onDeleted();
            void refresh();
            notify({ tone: "ok", text: "The channel is deleted" });
          })
        }
      >
        <p>Its record of deliveries is deleted too, and {cappedCount(channel.waiting)} that wait are never sent. This cannot be undone.</p>
      </ConfirmDialog>
    </Row>
  );
}
