"use client";
import { createWebhookRequest, updateWebhookRequest } from "#lib/notifications/client";
import type { Webhook, WebhookEventType, WebhookSecret } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { EventTypeFields } from "./event-type-fields.tsx";

interface Values extends Record<string, unknown> {
  url: string;
  description: string;
  eventTypes: readonly WebhookEventType[];
  isEnabled: boolean;
}

type WebhookFormProps = { onCancel: () => void } & (
  | { webhook?: undefined; onCreated: (webhook: WebhookSecret) => void }
  | { webhook: Webhook; onSaved: (webhook: Webhook) => void }
);

/** An endpoint's address, what it is told, and whether it is told anything. */
export function WebhookForm(props: WebhookFormProps) {
  const { webhook } = props;
  const initial: Values = {
    url: webhook?.url ?? "",
    description: webhook?.description ?? "",
    eventTypes: webhook?.eventTypes ?? ["UserUsageBillingEvent", "PackageExpiringEvent"],
    isEnabled: webhook?.isEnabled ?? true,
  };
  const send = async ({ eventTypes, ...values }: Values) => {
    const body = { ...values, eventTypes: [...eventTypes] };
    if (props.webhook) props.onSaved(await updateWebhookRequest({ id: props.webhook.id, ...body }));
    else props.onCreated(await createWebhookRequest(body));
  };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, () => {});
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="URL"
          type="url"
          required
          isMono
          autoComplete="off"
          placeholder="https://billing.example.org/hooks"
          hint="A public https or http address; it must answer 2xx within 10 s"
          {...form.getInputProps("url")}
        />
        <TextField label="Description" isOptional autoComplete="off" {...form.getInputProps("description")} />
        <EventTypeFields
          value={form.values.eventTypes}
          onChange={(eventTypes) => form.setFieldValue("eventTypes", eventTypes)}
          error={form.getInputProps("eventTypes").error}
        />
        <CheckField
          label="Enabled"
          hint="Disabled it is told nothing new, and what waits for it stays."
          {...form.getInputProps("isEnabled", { type: "checkbox" })}
        />
        <ModalFooter>
          <Button onClick={props.onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {webhook ? "Save webhook" : "Create webhook"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
