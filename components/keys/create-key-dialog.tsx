"use client";
import { createApiKey } from "#lib/auth/client";
import type { Permission } from "#lib/auth/permissions";
import type { ApiKeyCreated } from "#lib/auth/schema";
import { fromWallClock } from "#lib/universal/wall-clock";
import { useTimeZone } from "../providers/time-zone.tsx";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { type ExpiryPreset, expiryOf, expiryPresets } from "./key-state.ts";
import { PermissionFields } from "./permission-fields.tsx";

interface CreateKeyFormProps {
  held: readonly Permission[];
  onDone: (key: ApiKeyCreated) => void;
  onClose: () => void;
}

/** A new key: its name, until when, what it may do. Its secret is shown by whoever asked. */
export function CreateKeyDialog({ isOpen, ...form }: CreateKeyFormProps & { isOpen: boolean }) {
  return (
    <Modal isOpen={isOpen} onClose={form.onClose} title="New API key">
      <CreateKeyForm {...form} />
    </Modal>
  );
}

interface Values extends Record<string, unknown> {
  name: string;
  expiry: ExpiryPreset;
  expiresAt: string;
  permissions: readonly Permission[];
}

const initial: Values = { name: "", expiry: "90", expiresAt: "", permissions: [] };

function CreateKeyForm({ held, onDone, onClose }: CreateKeyFormProps) {
  const { zone } = useTimeZone();
  const send = ({ name, expiry, expiresAt, permissions }: Values) => {
    const end = expiryOf(expiry, fromWallClock(expiresAt, zone), new Date());
    // Nothing in the field is sent as it is, so that the server's words stand beside it.
    return createApiKey({ name, permissions: [...permissions], ...(end !== undefined && { expiresAt: end?.toISOString() ?? "" }) });
  };
  const { form, isSending, generalError, onSubmit } = useServerForm(initial, send, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="Name"
          required
          autoComplete="off"
          placeholder="billing system"
          hint="Stands in the audit log beside everything the key does"
          {...form.getInputProps("name")}
        />
        <SelectField label="Expires" options={expiryPresets} {...form.getInputProps("expiry")} />
        {form.values.expiry === "custom" && (
          <TextField label="Expires at" type="datetime-local" hint={`In ${zone}`} {...form.getInputProps("expiresAt")} />
        )}
        <PermissionFields
          value={form.values.permissions}
          onChange={(permissions) => form.setFieldValue("permissions", permissions)}
          held={held}
          error={form.getInputProps("permissions").error}
        />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create key
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
