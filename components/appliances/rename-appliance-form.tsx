"use client";
import { updateAppliance } from "#lib/appliances/client";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

interface RenameApplianceFormProps {
  appliance: { id: string; name: string };
  onDone: () => void;
  onCancel: () => void;
}

export function RenameApplianceForm({ appliance: { id, name }, onDone, onCancel }: RenameApplianceFormProps) {
  const { form, isSending, generalError, onSubmit } = useServerForm({ name }, (changes) => updateAppliance(id, changes), onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required {...form.getInputProps("name")} />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Save name
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
