"use client";
import { useState, useSyncExternalStore } from "react";
import { AuthCard } from "../layout/auth-card.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ChangePasswordForm } from "./change-password-form.tsx";
import { RedeemLinkForm } from "./redeem-link-form.tsx";

/**
 * With a link's token behind `#` (which never reaches a server log): set a password. Without: change the own one, or
 * say that the link is incomplete.
 */
export function PasswordPage({ isSignedIn }: { isSignedIn: boolean }) {
  const [isDone, setDone] = useState(false);
  const token = useSyncExternalStore(
    subscribeToHash,
    () => location.hash.slice(1),
    () => undefined,
  );
  if (isDone) {
    return (
      <AuthCard title="Password set" note="All sessions of the account have ended.">
        <ButtonLink variant="primary" isWide href="/sign-in">
          Sign in
        </ButtonLink>
      </AuthCard>
    );
  }
  if (token === undefined) return <AuthCard title="Password">{null}</AuthCard>;
  if (token !== "") {
    return (
      <AuthCard title="Set your password" note="The link works once.">
        <RedeemLinkForm token={token} onDone={() => setDone(true)} />
      </AuthCard>
    );
  }
  if (isSignedIn) {
    return (
      <AuthCard title="Change password">
        <ChangePasswordForm onDone={() => setDone(true)} />
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Set your password">
      <Notice tone="warn">The link is incomplete. Open it again from where you got it, or ask for a new one.</Notice>
    </AuthCard>
  );
}

function subscribeToHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
