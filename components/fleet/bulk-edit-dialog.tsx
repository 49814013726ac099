"use client";
import { useState } from "react";
import { bulkEditNodeClients } from "#lib/fleet/client";
import type { BulkChange } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { Modal, ModalFooter } from "../ui/dialog/modal.tsx";
import { FieldPair, FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { BulkEditPreview } from "./bulk-edit-preview.tsx";
import { type BulkValues, bulkInput, hasBulkValues, nodesText, unchangedBulkValues } from "./bulk-values.ts";

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

/** The same factor, groups, speed limit or availability for every ticked node: first what would change, then all or none. */
export function BulkEditDialog({ isOpen, onClose, nodes, onDone }: BulkEditDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={`Change ${nodesText(nodes.length)}`} kind="wide">
      <BulkEdit nodes={nodes} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function BulkEdit({ nodes, onClose, onDone }: Omit<BulkEditDialogProps, "isOpen">) {
  const [values, setValues] = useState<BulkValues>(unchangedBulkValues);
  const [preview, setPreview] = useState<readonly BulkChange[]>();
  const ids = nodes.map(({ id }) => id);
  if (preview) {
    const done = () => {
      onClose();
      onDone();
    };
    return <BulkEditPreview input={{ ids, ...bulkInput(values) }} preview={preview} onBack={() => setPreview(undefined)} onDone={done} />;
  }
  const onPreview = (typed: BulkValues, changes: readonly BulkChange[]) => {
    setValues(typed);
    setPreview(changes);
  };
  return <BulkEditForm nodes={nodes} initial={values} onClose={onClose} onPreview={onPreview} />;
}

interface BulkEditFormProps {
  nodes: readonly { id: number; name: string }[];
  initial: BulkValues;
  onClose: () => void;
  onPreview: (values: BulkValues, changes: readonly BulkChange[]) => void;
}

function BulkEditForm({ nodes, initial, onClose, onPreview }: BulkEditFormProps) {
  const { form, isSending, generalError, onSubmit } = useServerForm(
    initial,
    (values) => bulkEditNodeClients({ ids: nodes.map(({ id }) => id), ...bulkInput(values), dryRun: true }),
    ({ changes }) => onPreview(form.getValues(), changes),
  );
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
        <FieldPair>
          <TextField
            label="New speed limit, Mbit/s"
            isOptional
            inputMode="numeric"
            hint="0 is no limit"
            {...form.getInputProps("speedLimit")}
          />
          <SelectField label="Availability" options={availability} {...form.getInputProps("isEnabled")} />
        </FieldPair>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <ModalFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending} disabled={!hasBulkValues(form.values)}>
            Preview
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}

/** The first few by name, the others as a number. */
function namesText(nodes: readonly { name: string }[]): string {
  const names = nodes.slice(0, named).map(({ name }) => name);
  return nodes.length > named ? `${names.join(", ")} and ${nodes.length - named} more` : names.join(", ");
}
