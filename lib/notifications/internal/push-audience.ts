import { z } from "zod";
import { permissionsOfRole, Role } from "#lib/auth/permissions";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const rolesThatRead = Role.options.filter((role) => permissionsOfRole(role).has("monitoring:read"));

/**
 * Browsers `b` of accounts `u` that may be told, with the pair `k` that they know us by: who lost the permission, was disabled or
 * signed out everywhere may not, and who knows a former key cannot.
 */
export const browsersToTell: Sql = sql`web_push_browser b join app_user u
  on u.id = b.user_id and u.token_version = b.token_version and u.disabled_at is null and u.role = any(${rolesThatRead})
  join web_push_key k on k.public_key = b.public_key`;

/** Whether channel `c` means account `u`: one that names nobody means everybody who asked. */
export const isMeant: Sql = sql`(jsonb_array_length(c.config -> 'recipients') = 0 or c.config -> 'recipients' ? u.email)`;

const Reached = z.object({ channel_id: z.string(), browser_id: z.string(), target_id: z.string(), name: z.string() });
type Reached = z.output<typeof Reached>;

/** Who is reached by those of the channels that are Web Push. `name` says whose browser it is, for the log. */
export function reachedBrowsers(tx: SqlTransaction, channelIds: readonly string[]): Promise<Reached[]> {
  return tx.rows(
    sql`select c.id as channel_id, b.id as browser_id, b.target_id, u.email || ', ' || b.label as name
    from notification_channel c join (${browsersToTell}) on ${isMeant}
    where c.id = any(${channelIds}::uuid[]) and c.kind = 'web_push' order by u.email, b.created_at, b.id`,
    Reached,
  );
}
