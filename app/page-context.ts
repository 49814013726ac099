import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "#lib/auth/actor";
import type { Context } from "#lib/auth/context";
import type { Permission } from "#lib/auth/permissions";
import { sessionActor } from "#lib/auth/session";
import { database } from "#lib/core/database";
import { log } from "#lib/core/log";
import { zoneCookie } from "../components/providers/zone-cookie.ts";
import { readZone } from "./read-zone.ts";

/** Who looks at the page, once per request. Undefined: nobody is signed in. */
export const currentActor = cache(async (): Promise<UserActor | undefined> => {
  const sent = await headers();
  const origin = { address: sent.get("x-fleetlight-address") ?? undefined, requestId: sent.get("x-request-id") ?? undefined };
  return sessionActor(sent.get("cookie"), origin);
});

/**
 * The context in which a page calls operations. Without a session it leads to sign-in and back to `path`; without
 * `permission` to the start page. The operations check again.
 */
export async function pageContext(path: string, permission?: Permission): Promise<Context<UserActor>> {
  const actor = await currentActor();
  if (!actor) redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  if (permission && !actor.permissions.has(permission)) redirect("/");
  return { actor, db: database(), now: new Date(), log: log() };
}

/** The zone that the browser's first drawing will use. */
export async function pageZone(): Promise<string> {
  return readZone((await cookies()).get(zoneCookie)?.value)?.zone ?? "UTC";
}
