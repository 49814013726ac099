"use client";
import { createAppliance } from "#lib/appliances/client";
import type { ApplianceToken } from "#lib/appliances/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** A new appliance has a name; what it has it says itself. */
export function CreateApplianceForm({ onDone, onCancel }: { onDone: (made: ApplianceToken) => void; onCancel: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm({ name: "" }, createAppliance, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" placeholder="vault-1" required {...form.getInputProps("name")} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create appliance
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
