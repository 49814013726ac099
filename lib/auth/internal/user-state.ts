import { z } from "zod";
import { Role } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { prepared } from "#lib/core/prepared";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";

const Row = z.object({
  id: z.uuid(),
  uid: z.number().int(),
  email: z.string(),
  name: z.string(),
  role: Role,
  token_version: z.number().int(),
  is_disabled: z.boolean(),
});
/** What each request must know about the account behind a session. */
export type UserState = z.output<typeof Row>;

/** A disabled account or an old token version is refused within this time, in every process. The promise is 10 s. */
const keptMs = 3_000;
const maxKept = 20_000;

type Kept = Map<string, { readAt: number; state: Promise<UserState | undefined> }>;

function kept(): Kept {
  return singleton<Kept>("user-states", () => new Map());
}

/** The account as the database has it, at most three seconds old. Requests of one moment share one query. */
export function userState(db: Database, userId: string): Promise<UserState | undefined> {
  const states = kept();
  const found = states.get(userId);
  if (found && performance.now() - found.readAt < keptMs) return found.state;
  if (states.size >= maxKept) states.clear();
  const state = read(db, userId);
  const entry = { readAt: performance.now(), state };
  states.set(userId, entry);
  // A failed read is nobody's state: the next request asks again.
  state.catch(() => {
    if (states.get(userId) === entry) states.delete(userId);
  });
  return state;
}

/** After a change in this process the next request reads anew; the others follow within `keptMs`. */
export function forgetUserState(userId: string): void {
  kept().delete(userId);
}

async function read(db: Database, userId: string): Promise<UserState | undefined> {
  const [row] = await db.rows(
    prepared(
      sql`select id, uid, email, name, role, token_version, disabled_at is not null as is_disabled from app_user where id = ${userId}::uuid`,
    ),
    Row,
  );
  return row;
}
