import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/auth/sign-in-form";
import { AuthCard } from "#components/layout/auth-card";
import { systemContext } from "#lib/auth/context";
import { getSetupState } from "#lib/auth/get-setup-state";
import { currentActor } from "../../page-context.ts";

export const metadata: Metadata = { title: "Sign in" };

type Search = Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams;
  if (await currentActor()) redirect("/");
  if ((await getSetupState(systemContext("sign-in page"), {})).needed) redirect("/setup");
  return (
    <AuthCard title="Sign in to Fleetlight">
      <SignInForm callbackUrl={typeof callbackUrl === "string" ? callbackUrl : "/"} error={wordsOf(error)} />
    </AuthCard>
  );
}

/** What next-auth's own redirects put into the address after a plain form post. */
function wordsOf(error: string | string[] | undefined): string | undefined {
  if (typeof error !== "string") return undefined;
  const wait = /^RateLimited:(\d+)$/.exec(error)?.[1];
  if (wait) return `Too many tries. Wait ${wait} s and try again.`;
  if (error === "CredentialsSignin") return "Wrong e-mail or password.";
  if (error.startsWith("OAuth") || error === "Callback") return "The single sign-on did not succeed. Try again, or use your password.";
  if (error === "AccessDenied") return "This account may not sign in here. Ask the operator.";
  return error === "Unavailable" ? "Signing in does not work right now. Try again in a moment." : undefined;
}
