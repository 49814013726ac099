"use client";
import { IconKey, IconPencil, IconSend, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deleteChannelRequest, notificationKeys, rotateChannelSecretRequest, testChannelRequest } from "#lib/notifications/client";
import type { AlertChannel, AlertChannelSecret } from "#lib/notifications/schema";
import { cappedCount } from "../events/capped-count.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Row } from "../ui/layout.tsx";
import { notify } from "../ui/notify.ts";
import { ChannelForm } from "./channel-form.tsx";

/** Test, change, a new secret, delete. A test says what really came of it. */
export function ChannelActions({ channel, onDeleted }: { channel: AlertChannel; onDeleted: () => void }) {
  const [open, setOpen] = useState<"edit" | "rotate" | "delete">();
  const [rotated, setRotated] = useState<AlertChannelSecret>();
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
      {channel.kind === "webhook" && (
        <Button isSmall icon={<IconKey aria-hidden="true" />} onClick={() => setOpen("rotate")}>
          New secret
        </Button>
      )}
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
        isOpen={open === "rotate"}
        onClose={() => setOpen(undefined)}
        title={`Make a new signing secret for ${channel.name}?`}
        confirmLabel="Make new secret"
        isDanger={false}
        onConfirm={() => rotateChannelSecretRequest({ id: channel.id }).then(setRotated)}
      >
        <p>For a day every message is signed with both secrets, so that the receiver can change over without refusing any.</p>
      </ConfirmDialog>
      <SecretDialog
        isOpen={rotated !== undefined}
        onClose={() => {
          setRotated(undefined);
          void refresh();
        }}
        title={`Signing secret of ${channel.name}`}
        warning="Copy it now: the receiver verifies messages with it. It is kept encrypted and is never shown again."
        secrets={rotated ? [{ name: "secret", value: rotated.secret }] : []}
      />
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
