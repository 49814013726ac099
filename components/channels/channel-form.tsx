"use client";
import { createChannelRequest, updateChannelRequest } from "#lib/notifications/client";
import { type AlertChannel, type AlertChannelMade, ChannelKindName } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { CheckField, SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { bodyOfValues, type ChannelValues, channelSettings, initialValues } from "./channel-values.ts";
import { kindWords } from "./kind-words.ts";

interface ChannelFormProps {
  /** One that is changed; its kind stays. */
  channel?: AlertChannel;
  onCancel: () => void;
  onDone: (channel: AlertChannelMade) => void;
}

const kinds = ChannelKindName.options.map((value) => ({ value, label: kindWords[value] }));

/** A channel's name, kind, and what its kind needs. */
export function ChannelForm({ channel, onCancel, onDone }: ChannelFormProps) {
  const send = (values: ChannelValues): Promise<AlertChannelMade> =>
    channel
      ? updateChannelRequest({ id: channel.id, ...bodyOfValues(values, true) })
      : createChannelRequest({ kind: values.kind, ...bodyOfValues(values, false) });
  const { form, isSending, generalError, onSubmit } = useServerForm(initialValues(channel), send, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required autoComplete="off" {...form.getInputProps("name")} />
        {!channel && (
          <SelectField
            label="Kind"
            options={kinds}
            value={form.values.kind}
            onChange={(event) => form.setFieldValue("kind", ChannelKindName.catch("email").parse(event.currentTarget.value))}
          />
        )}
        {channelSettings[form.values.kind].map(({ name, label, hint, placeholder, isOptional }) => {
          const isKept = channel !== undefined && name.startsWith("secrets.");
          return (
            <TextField
              key={name}
              label={label}
              autoComplete="off"
              {...(placeholder && { placeholder })}
              {...(isOptional && { isOptional })}
              {...(isKept ? { hint: "Left empty it stays as it is" } : hint && { hint })}
              {...form.getInputProps(name)}
            />
          );
        })}
        <CheckField label="Enabled" hint="Switched off it is told nothing." {...form.getInputProps("isEnabled", { type: "checkbox" })} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            {channel ? "Save channel" : "Create channel"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
