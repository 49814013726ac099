import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/**
 * Makes the route that takes everything, once in an installation's life, and with it the channel of the recipients that the
 * environment names. Without any it has no channel, and says that nobody is told.
 */
export async function ensureDefaultRoute(tx: Pick<SqlTransaction, "execute">, now: Date): Promise<number> {
  const { ALERT_EMAILS } = env();
  const config = JSON.stringify({ recipients: [...new Set(ALERT_EMAILS)].slice(0, 20) });
  return tx.execute(sql`
    with missing as (select where not exists (select from alert_route where parent_id is null)),
    channel as (
      insert into notification_channel (name, kind, config, created_at, updated_at)
      select 'Operators', 'email', ${config}::jsonb, ${now}::timestamptz, ${now}::timestamptz from missing where ${ALERT_EMAILS.length > 0}
      on conflict (lower(name)) do update set name = excluded.name returning id)
    insert into alert_route (position, name, channel_ids, created_at, updated_at)
    select 0, 'Everything', array(select id from channel), ${now}::timestamptz, ${now}::timestamptz from missing
    on conflict do nothing`);
}
