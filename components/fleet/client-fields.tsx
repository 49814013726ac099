"use client";
import { useQuery } from "@tanstack/react-query";
import { nodeServersQuery } from "#lib/fleet/client";
import { FieldPair } from "../ui/form/field.tsx";
import { CheckField, SelectField } from "../ui/form/select-field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import type { Form } from "../ui/form/use-form.ts";
import type { ClientValues } from "./client-values.ts";

/** Every field of a node client, for making and for editing one. */
export function ClientFields({ form, isDefault = false }: { form: Form<ClientValues>; isDefault?: boolean }) {
  const servers = useQuery(nodeServersQuery({ limit: 500 })).data?.items ?? [];
  const options = [{ value: "", label: "Choose a server" }, ...servers.map(({ id, name }) => ({ value: String(id), label: name }))];
  return (
    <>
      <TextField label="Name" required placeholder="Frankfurt 1" {...form.getInputProps("name")} />
      <SelectField label="Server" options={options} {...form.getInputProps("nodeServerId")} />
      <FieldPair>
        <TextField
          label="Traffic factor"
          required
          inputMode="decimal"
          hint="1.5 bills 1.5 bytes for each moved"
          {...form.getInputProps("trafficFactor")}
        />
        <TextField label="Groups" hint="Numbers, such as 1, 2" {...form.getInputProps("availableGroups")} />
      </FieldPair>
      <FieldPair>
        <TextField label="Country" isOptional placeholder="DE" maxLength={2} autoComplete="off" {...form.getInputProps("country")} />
        <TextField label="Location" isOptional placeholder="Frankfurt" {...form.getInputProps("location")} />
      </FieldPair>
      <FieldPair>
        <TextField label="Speed limit" inputMode="numeric" hint="Mbit/s, 0 is none" {...form.getInputProps("speedLimit")} />
        <TextField label="Order" inputMode="numeric" hint="Place in users’ lists" {...form.getInputProps("displayOrder")} />
      </FieldPair>
      <TextField label="Route class" isOptional placeholder="premium" {...form.getInputProps("routeClass")} />
      <CheckField label="Enabled" hint="Users see it and may use it" {...form.getInputProps("isEnabled", { type: "checkbox" })} />
      <CheckField
        label="Default of its server"
        hint={isDefault ? "Make another node the default to change this" : "Receives traffic of protocols that know only the server"}
        disabled={isDefault}
        {...form.getInputProps("isDefault", { type: "checkbox" })}
      />
    </>
  );
}
