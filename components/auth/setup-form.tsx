"use client";
import { setUp, signIn } from "#lib/auth/client";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** The first admin. From another machine it asks for the code that the server's terminal printed. */
export function SetupForm({ codeRequired }: { codeRequired: boolean }) {
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { email: "", name: "", password: "", code: "" },
    async ({ email, name, password, code }) => {
      await setUp({ email, password, ...(name && { name }), ...(code && { code }) });
      return signIn({ email, password, callbackUrl: "/admin" });
    },
    (url) => location.assign(url),
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField label="E-mail" type="email" autoComplete="username" required {...form.getInputProps("email")} />
        <TextField label="Name" isOptional autoComplete="name" {...form.getInputProps("name")} />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 10 characters"
          required
          {...form.getInputProps("password")}
        />
        {codeRequired && (
          <TextField
            label="Set-up code"
            isMono
            autoComplete="off"
            hint="The server printed it in its terminal when it started"
            {...form.getInputProps("code")}
          />
        )}
        <Button type="submit" variant="primary" isWide isLoading={isSending}>
          Create admin account
        </Button>
      </FormStack>
    </form>
  );
}
