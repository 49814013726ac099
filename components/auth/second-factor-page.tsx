"use client";
import { useState } from "react";
import { offerSecondFactor } from "#lib/auth/client";
import type { SecondFactorOffer } from "#lib/auth/schema";
import { AuthCard } from "../layout/auth-card.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RemoveSecondFactorForm } from "./remove-second-factor-form.tsx";
import { SetSecondFactorForm } from "./set-second-factor-form.tsx";

/** The own second factor: off, on, or just switched. */
export function SecondFactorPage({ isOn }: { isOn: boolean }) {
  const [switchedTo, setSwitchedTo] = useState<"on" | "off">();
  if (switchedTo) {
    return (
      <AuthCard
        title={`Second factor is ${switchedTo}`}
        note={switchedTo === "on" ? "From now on a sign-in asks for the app’s code." : "The password alone signs in."}
      >
        <ButtonLink variant="primary" isWide href="/">
          Back to Fleetlight
        </ButtonLink>
      </AuthCard>
    );
  }
  if (isOn) {
    return (
      <AuthCard title="Second factor" note="It is on: a sign-in asks for the code of your authenticator app.">
        <RemoveSecondFactorForm onDone={() => setSwitchedTo("off")} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Second factor" note="A code of an authenticator app, beside your password.">
      <Setting onDone={() => setSwitchedTo("on")} />
    </AuthCard>
  );
}

function Setting({ onDone }: { onDone: () => void }) {
  const [offer, setOffer] = useState<SecondFactorOffer>();
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const ask = async () => {
    setAsking(true);
    await offerSecondFactor().then(setOffer, setFailure);
    setAsking(false);
  };
  if (offer) return <SetSecondFactorForm offer={offer} onDone={onDone} />;
  return (
    <FormStack>
      {failure !== undefined && <Notice tone="bad">{reasonOf(failure)}</Notice>}
      <p>You need an app on your phone that makes one-time codes. Whoever learns your password still cannot sign in without it.</p>
      <Button variant="primary" isWide isLoading={isAsking} onClick={() => void ask()}>
        Set it up
      </Button>
      <ButtonLink isWide href="/">
        Not now
      </ButtonLink>
    </FormStack>
  );
}
