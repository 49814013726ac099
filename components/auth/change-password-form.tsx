"use client";
import { changePassword } from "#lib/auth/client";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** Changes the own password; it ends every session of the account. */
export function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm({ currentPassword: "", newPassword: "" }, changePassword, onDone);
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <PasswordField label="Present password" autoComplete="current-password" required {...form.getInputProps("currentPassword")} />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint="At least 10 characters"
          required
          {...form.getInputProps("newPassword")}
        />
        <Notice tone="info">You will be signed out everywhere and sign in again with the new password.</Notice>
        <Button type="submit" variant="primary" isWide isLoading={isSending}>
          Change password
        </Button>
      </FormStack>
    </form>
  );
}
