"use client";
import { removeSecondFactor } from "#lib/auth/client";
import { Button, ButtonLink } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** Turns the own second factor off. */
export function RemoveSecondFactorForm({ onDone }: { onDone: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm({ currentPassword: "" }, removeSecondFactor, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <PasswordField label="Present password" autoComplete="current-password" required {...form.getInputProps("currentPassword")} />
        <Button type="submit" variant="danger" isWide isLoading={isSending}>
          Turn off
        </Button>
        <ButtonLink isWide href="/">
          Leave it on
        </ButtonLink>
      </FormStack>
    </form>
  );
}
