"use client";
import { useQueryClient } from "@tanstack/react-query";
import { authKeys } from "#lib/auth/client";
import { bulkEditNodeClients, fleetKeys } from "#lib/fleet/client";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FieldPair, FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";
import { parseGroups } from "./client-values.ts";

interface BulkEditDialogProps {
  isOpen: boolean;
  onClose: () => void;
  nodes: readonly { id: number; name: string }[];
  onDone: () => void;
}

const availability = [
  { value: "", label: "Leave as it is" },
  { value: "true", label: "Enable" },
  { value: "false", label: "Disable" },
];
const named = 6;

/** The same factor, groups or availability for every ticked node: all of them or none. */
export function BulkEditDialog({ isOpen, onClose, nodes, onDone }: BulkEditDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`Change ${countText(nodes.length)}`} kind="wide">
      <BulkEditForm nodes={nodes} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function BulkEditForm({ nodes, onClose, onDone }: Omit<BulkEditDialogProps, "isOpen">) {
  const queryClient = useQueryClient();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { trafficFactor: "", availableGroups: "", isEnabled: "" },
    ({ trafficFactor, availableGroups, isEnabled }) =>
      bulkEditNodeClients({
        ids: nodes.map(({ id }) => id),
        ...(trafficFactor.trim() && { trafficFactor: trafficFactor.trim() }),
        ...(availableGroups.trim() && { availableGroups: parseGroups(availableGroups) }),
        ...(isEnabled && { isEnabled: isEnabled === "true" }),
      }),
    ({ changed }) => {
      notify({ tone: "ok", text: `${countText(changed)} changed` });
      onClose();
      onDone();
      for (const queryKey of [fleetKeys.all(), authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    },
  );
  const { trafficFactor, availableGroups, isEnabled } = form.values;
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        <p>{namesText(nodes)}</p>
        <FieldPair>
          <TextField
            label="New traffic factor"
            isOptional
            inputMode="decimal"
            hint="Empty leaves each as it is"
            {...form.getInputProps("trafficFactor")}
          />
          <TextField label="New groups" isOptional hint="Numbers, such as 1, 2" {...form.getInputProps("availableGroups")} />
        </FieldPair>
        <SelectField label="Availability" options={availability} {...form.getInputProps("isEnabled")} />
        <Notice tone="info">
          {countText(nodes.length)} will change, all or none. A new factor applies to lines received after it; what stands in the ledger
          stays.
        </Notice>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="primary"
            isLoading={isSending}
            disabled={!trafficFactor.trim() && !availableGroups.trim() && !isEnabled}
          >
            Change {countText(nodes.length)}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}

function countText(count: number): string {
  return count === 1 ? "1 node" : `${count} nodes`;
}

/** The first few by name, the others as a number. */
function namesText(nodes: readonly { name: string }[]): string {
  const names = nodes.slice(0, named).map(({ name }) => name);
  return nodes.length > named ? `${names.join(", ")} and ${nodes.length - named} more` : names.join(", ");
}
