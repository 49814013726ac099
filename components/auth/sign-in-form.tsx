"use client";
import { useState } from "react";
import { signIn } from "#lib/auth/client";
import { ApiError } from "#lib/universal/api-client";
import { Button } from "../ui/button.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";
import { SingleSignOnButton } from "./single-sign-on-button.tsx";
import { useCountdown } from "./use-countdown.ts";

/** E-mail and password, the second factor when the server asks for it, and the wait after too many tries. */
export function SignInForm({ callbackUrl, error }: { callbackUrl: string; error?: string | undefined }) {
  const [needsCode, setNeedsCode] = useState(false);
  const { waitS, startWait } = useCountdown();
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { email: "", password: "", totp: "" },
    ({ email, password, totp }) => signIn({ email, password, callbackUrl, ...(totp && { totp }) }).catch(note),
    (url) => location.assign(url),
  );

  function note(failure: unknown): never {
    if (failure instanceof ApiError && failure.retryAfterS) startWait(failure.retryAfterS);
    if (failure instanceof ApiError && failure.problem?.errors?.some(({ path }) => path === "totp")) setNeedsCode(true);
    throw failure;
  }

  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        {waitS > 0 ? (
          <Notice tone="warn">Too many tries. You can try again in {waitS} s.</Notice>
        ) : (
          (generalError ?? error) && <Notice tone="bad">{generalError ?? error}</Notice>
        )}
        <TextField label="E-mail" type="email" autoComplete="username" required {...form.getInputProps("email")} />
        <PasswordField label="Password" autoComplete="current-password" required {...form.getInputProps("password")} />
        {needsCode && (
          <TextField
            label="Code of your authenticator"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            {...form.getInputProps("totp")}
          />
        )}
        <Button type="submit" variant="primary" isWide isLoading={isSending} disabled={waitS > 0}>
          Sign in
        </Button>
        <SingleSignOnButton callbackUrl={callbackUrl} />
      </FormStack>
    </form>
  );
}
