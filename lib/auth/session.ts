import type { UserActor } from "#lib/auth/actor";
import { permissionsOfRole } from "#lib/auth/permissions";
import { type Database, database } from "#lib/core/database";
import { liveSession } from "./internal/live-session.ts";
import { readSessionCookie } from "./internal/session-cookie.ts";

interface Origin {
  address?: string | undefined;
  requestId?: string | undefined;
}

/**
 * Who is signed in, by the Cookie header alone: for pages (through next/headers) and sockets. Undefined without a session,
 * and with one whose account is disabled, gone or signed out everywhere.
 * @throws when the database is away
 */
export async function sessionActor(
  cookieHeader: string | null | undefined,
  origin: Origin = {},
  db: Database = database(),
): Promise<UserActor | undefined> {
  const session = await readSessionCookie(cookieHeader);
  if (!session) return undefined;
  const state = await liveSession(db, session);
  if (!state) return undefined;
  return {
    kind: "user",
    userId: state.id,
    uid: state.uid,
    label: state.email,
    role: state.role,
    permissions: permissionsOfRole(state.role),
    tokenVersion: session.tokenVersion,
    ...origin,
  };
}
