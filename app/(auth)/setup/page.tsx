import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SetupForm } from "#components/auth/setup-form";
import { AuthCard } from "#components/layout/auth-card";
import { systemContext } from "#lib/auth/context";
import { getSetupState } from "#lib/auth/get-setup-state";

export const metadata: Metadata = { title: "Set-up" };

export default async function SetupPage() {
  const address = (await headers()).get("x-fleetlight-address") ?? undefined;
  const ctx = systemContext("set-up page");
  const { needed, codeRequired } = await getSetupState({ ...ctx, actor: { ...ctx.actor, address } }, {});
  if (!needed) redirect("/sign-in");
  return (
    <AuthCard title="Welcome to Fleetlight" note="Create the first admin account.">
      <SetupForm codeRequired={codeRequired} />
    </AuthCard>
  );
}
