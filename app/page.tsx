import { redirect } from "next/navigation";
import { systemContext } from "#lib/auth/context";
import { getSetupState } from "#lib/auth/get-setup-state";
import { currentActor } from "./page-context.ts";

/** The start: set-up before there is an admin, else the area of whoever is signed in. */
export default async function StartPage() {
  const actor = await currentActor();
  if (actor) redirect(actor.permissions.has("fleet:read") ? "/admin" : "/my");
  const { needed } = await getSetupState(systemContext("start page"), {});
  redirect(needed ? "/setup" : "/sign-in");
}
