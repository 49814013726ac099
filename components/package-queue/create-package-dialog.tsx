"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createPackageRequest, packageKeys } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FieldPair, FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { bytesOfAmount, type QuotaUnit, quotaUnits } from "./bytes-of-amount.ts";

const daySeconds = 86_400;
const unitOptions = quotaUnits.map((unit) => ({ value: unit, label: unit }));

/** Makes a package: the first version of a new series. */
export function CreatePackageDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="New package">
      <CreatePackageForm onClose={onClose} />
    </Modal>
  );
}

function CreatePackageForm({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { name: "", trafficLimit: "100", unit: "GiB" as QuotaUnit, expireSeconds: "30", availableGroup: "1", maxClientNumber: "0" },
    ({ name, trafficLimit, unit, ...numbers }) =>
      createPackageRequest({
        name,
        // What is no number is sent as it was typed: the answer names the field.
        trafficLimit: bytesOfAmount(trafficLimit, unit) ?? trafficLimit,
        expireSeconds: Math.round(Number(numbers.expireSeconds) * daySeconds),
        availableGroup: Number(numbers.availableGroup),
        maxClientNumber: Number(numbers.maxClientNumber),
      }),
    ({ name }: Package) => {
      notify({ tone: "ok", text: `${name} created` });
      onClose();
      void queryClient.invalidateQueries({ queryKey: packageKeys.all });
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required placeholder="Monthly 100" {...form.getInputProps("name")} />
        <FieldPair>
          <TextField label="Traffic" required inputMode="decimal" hint="Billed bytes" {...form.getInputProps("trafficLimit")} />
          <SelectField label="Unit" options={unitOptions} {...form.getInputProps("unit")} />
        </FieldPair>
        <FieldPair>
          <TextField label="Days" required inputMode="decimal" hint="From its activation" {...form.getInputProps("expireSeconds")} />
          <TextField label="Group" required inputMode="numeric" hint="Nodes of this group" {...form.getInputProps("availableGroup")} />
        </FieldPair>
        <TextField label="Devices at once" inputMode="numeric" hint="0 is any number" {...form.getInputProps("maxClientNumber")} />
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Create package
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
