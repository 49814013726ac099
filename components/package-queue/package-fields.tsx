import { FieldPair } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import { quotaUnits } from "./bytes-of-amount.ts";
import { durationUnits, type PackageValues } from "./package-values.ts";

const trafficOptions = quotaUnits.map((unit) => ({ value: unit, label: unit }));
const durationOptions = Object.keys(durationUnits).map((unit) => ({ value: unit, label: unit }));

/** The terms of a package. */
export function PackageFields({ form }: { form: Form<PackageValues> }) {
  return (
    <>
      <TextField label="Name" required placeholder="Monthly 100" {...form.getInputProps("name")} />
      <FieldPair>
        <TextField label="Traffic" required inputMode="decimal" hint="Billed bytes" {...form.getInputProps("trafficLimit")} />
        <SelectField label="Unit of traffic" options={trafficOptions} {...form.getInputProps("trafficUnit")} />
      </FieldPair>
      <FieldPair>
        <TextField label="Lasts" required inputMode="decimal" hint="From its activation" {...form.getInputProps("expireSeconds")} />
        <SelectField label="Unit of time" options={durationOptions} {...form.getInputProps("expireUnit")} />
      </FieldPair>
      <FieldPair>
        <TextField label="Group" required inputMode="numeric" hint="Nodes of this group" {...form.getInputProps("availableGroup")} />
        <TextField label="Devices at once" inputMode="numeric" hint="0 is any number" {...form.getInputProps("maxClientNumber")} />
      </FieldPair>
    </>
  );
}
