"use client";
import { useQueryClient } from "@tanstack/react-query";
import { authKeys, updateApiKey } from "#lib/auth/client";
import type { ApiKey } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Row } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { notify } from "../ui/notify.ts";

/** The one thing of a key that can change. */
export function RenameKeyForm({ apiKey }: { apiKey: ApiKey }) {
  const queryClient = useQueryClient();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { name: apiKey.name },
    ({ name }) => updateApiKey({ id: apiKey.id, name }),
    ({ name }) => {
      form.resetDirty({ name });
      form.setFieldValue("name", name);
      for (const queryKey of [authKeys.apiKeys, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
      notify({ tone: "ok", text: `The key is called ${name} now` });
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="Name"
          required
          autoComplete="off"
          hint="Its permissions and its end are fixed for its life. Rows it has written keep the name it had then."
          {...form.getInputProps("name")}
        />
        <Row>
          <Button type="submit" isSmall isLoading={isSending} disabled={!form.isDirty()}>
            Rename
          </Button>
        </Row>
      </FormStack>
    </form>
  );
}
