"use client";
import { updateNodeServer } from "#lib/fleet/client";
import type { NodeServerDetail } from "#lib/fleet/schema";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { SelectField } from "../ui/form/select-field.tsx";
import { TextAreaField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { compatibilities } from "./create-server-dialog.tsx";

interface ServerEditFormProps {
  server: NodeServerDetail;
  onDone: () => void;
  onCancel: () => void;
}

/** Name, protocol, and what the panel protocols hand the node as its configuration. */
export function ServerEditForm({ server, onDone, onCancel }: ServerEditFormProps) {
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { name: server.name, compatibility: server.compatibility, serverSideConfig: JSON.stringify(server.serverSideConfig, null, 2) },
    async ({ serverSideConfig, ...changes }) =>
      updateNodeServer(server.id, { ...changes, serverSideConfig: parseConfig(serverSideConfig) }),
    onDone,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="Name" required {...form.getInputProps("name")} />
        <SelectField label="Protocol" options={compatibilities} {...form.getInputProps("compatibility")} />
        <TextAreaField
          label="Configuration for the node"
          hint="A JSON object; UniProxy nodes fetch it within a minute"
          isMono
          rows={10}
          spellCheck={false}
          {...form.getInputProps("serverSideConfig")}
        />
        <ModalFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary" isLoading={isSending}>
            Save server
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}

/** @throws Error in words when the text is no JSON object */
function parseConfig(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`The configuration is not JSON: ${error instanceof Error ? error.message : "unreadable"}`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("The configuration must be a JSON object");
  return { ...value };
}
