"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { authKeys } from "#lib/auth/client";
import { enqueuePackageRequest, packageKeys, packagesQuery } from "#lib/package-queue/client";
import { formatBytes } from "#lib/universal/bytes";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { durationWords } from "./package-words.ts";

interface AddPackageDialogProps {
  isOpen: boolean;
  onClose: () => void;
  user: { id: string; email: string };
}

/** Puts a package into a user's queue. */
export function AddPackageDialog({ isOpen, onClose, user }: AddPackageDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`Add a package for ${user.email}`}>
      <AddPackageForm onClose={onClose} userId={user.id} />
    </Modal>
  );
}

/** Which package, and by which order. */
export function AddPackageForm({ userId, onClose }: { userId: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const packages = useQuery(packagesQuery({ onlyMasters: "true", retired: "false", limit: 500 })).data?.items;
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { packageId: "", byOrder: "" },
    ({ packageId, byOrder }) => enqueuePackageRequest({ userId, packageId, ...(byOrder && { byOrder }) }),
    ({ packageName, status }) => {
      notify({ tone: "ok", text: status === "active" ? `${packageName} is active` : `${packageName} waits in the queue` });
      onClose();
      for (const queryKey of [packageKeys.all, authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    },
  );
  if (packages?.length === 0)
    return (
      <Notice
        tone="info"
        action={
          <ButtonLink isSmall href="/admin/packages">
            Packages
          </ButtonLink>
        }
      >
        No package is on sale. Create one, or sell a retired one again.
      </Notice>
    );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <SelectField
          label="Package"
          required
          hint="It starts at once when no other is active, else it waits in the queue"
          options={[
            { value: "", label: "Choose a package" },
            ...(packages ?? []).map(({ id, name, trafficLimit, expireSeconds }) => ({
              value: id,
              label: `${name}: ${formatBytes(trafficLimit, { isTerse: true })}, ${durationWords(expireSeconds)}`,
            })),
          ]}
          {...form.getInputProps("packageId")}
        />
        <TextField label="Order number" isOptional hint="The same number is never queued twice" {...form.getInputProps("byOrder")} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending} disabled={form.values.packageId === ""}>
            Add package
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
