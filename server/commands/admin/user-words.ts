import type { User } from "#lib/auth/schema";

/** An account in one line. */
export function userWords({ email, uid, role, disabledAt, hasSecondFactor }: User): string {
  const state = disabledAt === null ? "" : `, disabled since ${disabledAt}`;
  return `${email} (uid ${uid}, ${role}${hasSecondFactor ? ", second factor" : ""}${state})`;
}
