"use client";
import { createTelemetryToken } from "#lib/telemetry/client";
import type { TelemetryTokenCreated } from "#lib/telemetry/token-schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** A token has a name, so that one knows whom its end locks out. */
export function CreateTokenForm({ onDone, onCancel }: { onDone: (made: TelemetryTokenCreated) => void; onCancel: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm({ name: "" }, createTelemetryToken, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" placeholder="validators in Singapore" required {...form.getInputProps("name")} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create token
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
