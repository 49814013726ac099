"use client";
import { commentAlertRequest } from "#lib/alerting/client";
import { Button } from "../ui/button.tsx";
import { ModalFooter } from "../ui/dialog/modal.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { TextAreaField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { useAlertActions } from "./use-alert-actions.ts";

/** Writes on the timeline; also of a resolved alert, for whoever looks back. */
export function CommentForm({ id }: { id: string }) {
  const { refresh } = useAlertActions();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { text: "" },
    ({ text }) => commentAlertRequest(id, text),
    () => {
      form.setFieldValue("text", "");
      void refresh();
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextAreaField label="Comment" rows={2} {...form.getInputProps("text")} />
        <ModalFooter>
          <Button isSmall type="submit" isLoading={isSending}>
            Add comment
          </Button>
        </ModalFooter>
      </FormStack>
    </form>
  );
}
