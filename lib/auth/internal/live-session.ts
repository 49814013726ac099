import type { Database } from "#lib/core/database";
import { forgetUserState, type UserState, userState } from "./user-state.ts";

/**
 * The account of a session that still holds: not disabled, not signed out everywhere since. A refusal never comes from
 * memory: somebody who just signed in anew elsewhere must not be turned away by what this process remembers.
 */
export async function liveSession(db: Database, session: { sub: string; tokenVersion: number }): Promise<UserState | undefined> {
  const holds = (state: UserState | undefined) => state !== undefined && !state.is_disabled && state.token_version === session.tokenVersion;
  const remembered = await userState(db, session.sub);
  if (holds(remembered)) return remembered;
  forgetUserState(session.sub);
  const fresh = await userState(db, session.sub);
  return holds(fresh) ? fresh : undefined;
}
