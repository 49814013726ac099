"use client";
import { IconDots, IconKey, IconPencil, IconPlayerPlay, IconRefresh, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  deleteWebhookRequest,
  notificationKeys,
  resumeWebhookRequest,
  retryWebhookDeliveriesRequest,
  rotateWebhookSecretRequest,
} from "#lib/notifications/client";
import type { Webhook, WebhookSecret } from "#lib/notifications/schema";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Row } from "../ui/layout.tsx";
import { Menu } from "../ui/menu.tsx";
import { notify } from "../ui/notify.ts";
import { cappedCount } from "./capped-count.ts";
import { TestWebhook } from "./test-webhook.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookSecretDialog } from "./webhook-secret-dialog.tsx";

type Open = "edit" | "rotate" | "resume" | "retry" | "delete";

/** What an operator does with an endpoint. Each question says what it means. */
export function WebhookActions({ webhook, onDeleted }: { webhook: Webhook; onDeleted: () => void }) {
  const [open, setOpen] = useState<Open>();
  const [rotated, setRotated] = useState<WebhookSecret>();
  const queryClient = useQueryClient();
  const close = () => setOpen(undefined);
  const done = (text: string) => {
    void queryClient.invalidateQueries({ queryKey: notificationKeys.all });
    notify({ tone: "ok", text });
  };
  const questions = [
    {
      kind: "rotate" as const,
      title: `Make a new signing secret for ${webhook.url}?`,
      text: "For a day every message is signed with both secrets, so that the receiver can change over without refusing any.",
      confirmLabel: "Make new secret",
      onConfirm: () => rotateWebhookSecretRequest({ id: webhook.id }).then(setRotated),
      isDanger: false,
    },
    {
      kind: "resume" as const,
      title: `Resume ${webhook.url}?`,
      text: `${cappedCount(webhook.waiting)} waiting deliveries are sent now.`,
      confirmLabel: "Resume",
      onConfirm: () => resumeWebhookRequest(webhook.id).then(() => done("The webhook is resumed")),
      isDanger: false,
    },
    {
      kind: "retry" as const,
      title: `Send ${cappedCount(webhook.dead)} dead deliveries again?`,
      text: "The receiver gets them with the same ids as before, so that it can drop what it has.",
      confirmLabel: "Send again",
      onConfirm: () => retryWebhookDeliveriesRequest(webhook.id).then(({ retried }) => done(`${retried} deliveries are sent again`)),
      isDanger: false,
    },
    {
      kind: "delete" as const,
      title: `Delete ${webhook.url}?`,
      text: `Its record of deliveries is deleted too, and ${cappedCount(webhook.waiting)} that wait are never sent. This cannot be undone.`,
      confirmLabel: "Delete webhook",
      onConfirm: () =>
        deleteWebhookRequest(webhook.id).then(() => {
          onDeleted();
          done("The webhook is deleted");
        }),
      isDanger: true,
    },
  ];
  return (
    <Row>
      {webhook.pausedAt !== null && (
        <Button isSmall variant="primary" icon={<IconPlayerPlay aria-hidden="true" />} onClick={() => setOpen("resume")}>
          Resume
        </Button>
      )}
      <TestWebhook id={webhook.id} />
      <Button isSmall icon={<IconPencil aria-hidden="true" />} onClick={() => setOpen("edit")}>
        Edit
      </Button>
      <Menu
        label={`Actions for ${webhook.url}`}
        trigger={(props) => (
          <IconButton {...props} isSmall variant="default" label="More actions">
            <IconDots aria-hidden="true" />
          </IconButton>
        )}
        items={[
          { label: "New secret", icon: <IconKey aria-hidden="true" />, onSelect: () => setOpen("rotate") },
          ...(webhook.dead > 0
            ? [{ label: "Send all dead again", icon: <IconRefresh aria-hidden="true" />, onSelect: () => setOpen("retry") }]
            : []),
          { kind: "separator" },
          { label: "Delete webhook", icon: <IconTrash aria-hidden="true" />, isDanger: true, onSelect: () => setOpen("delete") },
        ]}
      />
      <Modal isOpen={open === "edit"} onClose={close} title="Edit webhook">
        <WebhookForm
          webhook={webhook}
          onCancel={close}
          onSaved={() => {
            close();
            done("The webhook is saved");
          }}
        />
      </Modal>
      {questions.map(({ kind, text, ...question }) => (
        <ConfirmDialog key={kind} isOpen={open === kind} onClose={close} {...question}>
          <p>{text}</p>
        </ConfirmDialog>
      ))}
      <WebhookSecretDialog
        webhook={rotated}
        onClose={() => {
          setRotated(undefined);
          done("The webhook has a new secret");
        }}
      />
    </Row>
  );
}
