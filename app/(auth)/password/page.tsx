import type { Metadata } from "next";
import { PasswordPage } from "#components/auth/password-page";
import { currentActor } from "../../page-context.ts";

export const metadata: Metadata = { title: "Password" };

export default async function Page() {
  return <PasswordPage isSignedIn={(await currentActor()) !== undefined} />;
}
