"use client";
import { useState } from "react";
import { adjustQuotaRequest } from "#lib/package-queue/client";
import type { QueueItem, QuotaConsequence } from "#lib/package-queue/schema";
import { ApiError } from "#lib/universal/api-client";
import { formatBytes, sumBytes } from "#lib/universal/bytes";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FieldPair, FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { type AmountChange, adjustedBy } from "./adjusted-by.ts";
import { quotaUnits } from "./bytes-of-amount.ts";

const directions = [
  { value: "give", label: "Give" },
  { value: "take", label: "Take away" },
];
const unitOptions = quotaUnits.map((unit) => ({ value: unit, label: unit }));
const initial: AmountChange & { reason: string } = { direction: "give", adjustQuota: "", unit: "GiB", reason: "" };

/** What the server asked to confirm, and for which adjustment. */
interface Asked {
  wanted: string;
  consequence: QuotaConsequence;
}

interface AdjustQuotaFormProps {
  item: QueueItem;
  onDone: (item: QueueItem) => void;
  onCancel: () => void;
}

/** How much is given or taken, and the new quota by it. What would end the package is said and sent a second time. */
export function AdjustQuotaForm({ item, onDone, onCancel }: AdjustQuotaFormProps) {
  const [asked, setAsked] = useState<Asked>();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    initial,
    async ({ reason, ...change }) => {
      // What is no number is sent as it was typed: the answer names the field.
      const wanted = adjustedBy(item.adjustQuota, change) ?? change.adjustQuota;
      const confirm = asked?.wanted === wanted;
      const body = { id: item.id, adjustQuota: wanted, seen: item.adjustQuota, ...(confirm && { confirm }), ...(reason && { reason }) };
      return adjustQuotaRequest(body).catch((error: unknown) => {
        const consequence = consequenceOf(error);
        if (!consequence) throw error;
        setAsked({ wanted, consequence });
        return undefined;
      });
    },
    (adjusted) => adjusted && onDone(adjusted),
  );
  const wanted = adjustedBy(item.adjustQuota, form.values);
  const isAsked = asked !== undefined && asked.wanted === wanted;
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <SelectField label="Give or take away" options={directions} {...form.getInputProps("direction")} />
        <FieldPair>
          <TextField label="Traffic" required inputMode="decimal" hint="Billed bytes" {...form.getInputProps("adjustQuota")} />
          <SelectField label="Unit" options={unitOptions} {...form.getInputProps("unit")} />
        </FieldPair>
        <TextField label="Reason" isOptional hint="Stands in the audit log" maxLength={500} {...form.getInputProps("reason")} />
        <p aria-live="polite">{quotaChangeWords(item, wanted)}</p>
        {isAsked && (
          <Notice tone="warn" title="This ends the package">
            <p>{sentence(asked.consequence.effect)}</p>
          </Notice>
        )}
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant={isAsked ? "danger" : "primary"} isLoading={isSending} disabled={form.values.adjustQuota === ""}>
            {isAsked ? "Adjust and end the package" : "Adjust quota"}
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}

function consequenceOf(error: unknown): QuotaConsequence | undefined {
  if (!(error instanceof ApiError) || error.code !== "confirmation_required") return undefined;
  return error.problem?.state as QuotaConsequence;
}

/** `Quota now 10.0 GiB, new 15.0 GiB; used 9.20 GiB`. */
function quotaChangeWords({ trafficLimit, adjustQuota, used }: QueueItem, wanted: string | undefined): string {
  const now = `Quota now ${formatBytes(sumBytes([trafficLimit, adjustQuota]))}`;
  const changed = wanted === undefined ? "" : `, new ${formatBytes(sumBytes([trafficLimit, wanted]))}`;
  return `${now}${changed}; used ${formatBytes(sumBytes([used.upload, used.download]))}.`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
