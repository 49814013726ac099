"use client";
import { redeemPasswordLink } from "#lib/auth/client";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** Sets a password with the one-time link's token. */
export function RedeemLinkForm({ token, onDone }: { token: string; onDone: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { password: "" },
    ({ password }) => redeemPasswordLink({ token, password }),
    onDone,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint="At least 10 characters"
          required
          {...form.getInputProps("password")}
        />
        <Button type="submit" variant="primary" isWide isLoading={isSending}>
          Set password
        </Button>
      </FormStack>
    </form>
  );
}
