"use client";
import { setSecondFactor } from "#lib/auth/client";
import type { SecondFactorOffer } from "#lib/auth/schema";
import { Button } from "../ui/button.tsx";
import { CopyBlock } from "../ui/copy-block.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { PasswordField, TextField } from "../ui/form/text-field.tsx";
import { useServerForm } from "../ui/form/use-server-form.ts";
import { Notice } from "../ui/notice.tsx";

/** The secret for the app, and the app's first code, which proves that it has it. */
export function SetSecondFactorForm({ offer, onDone }: { offer: SecondFactorOffer; onDone: () => void }) {
  const { form, isSending, generalError, onSubmit } = useServerForm(
    { code: "", currentPassword: "" },
    (values) => setSecondFactor({ secret: offer.secret, ...values }),
    onDone,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <FormStack>
        <p>Type the secret into your authenticator app, or open the address on the device that has it.</p>
        <h2 className="fl-sr-only">What the app needs</h2>
        <CopyBlock name="secret" value={offer.secret} />
        <CopyBlock name="address" value={offer.uri} />
        <p>
          <a href={offer.uri}>Open the address on this device</a>
        </p>
        {generalError && <Notice tone="bad">{generalError}</Notice>}
        <TextField
          label="Code that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={16}
          required
          {...form.getInputProps("code")}
        />
        <PasswordField label="Present password" autoComplete="current-password" required {...form.getInputProps("currentPassword")} />
        <Button type="submit" variant="primary" isWide isLoading={isSending}>
          Turn on
        </Button>
      </FormStack>
    </form>
  );
}
