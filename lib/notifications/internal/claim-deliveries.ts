import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { channels } from "../channels/channels.ts";

/** How long a claim lasts: beyond any attempt. A killed sender's delivery is due again when it ends. */
const claimMs = 30_000;
export function claimUntil(now: Date): Date {
  return new Date(now.getTime() + claimMs);
}

/** A claimed delivery `c` with what its target `t` needs. */
export const ClaimedRow = z.object({
  id: z.string(),
  message_id: z.string(),
  topic: z.string(),
  recipient: z.string().nullable(),
  payload: z.unknown(),
  created_at: column.instant,
  attempts: z.number().int(),
  max_attempts: z.number().int(),
  target_id: z.string(),
  kind: z.string(),
  config: z.unknown(),
  secret: z.string().nullable(),
  previous_secret: z.string().nullable(),
  previous_secret_until: column.instant.nullable(),
});
export type Claimed = z.output<typeof ClaimedRow> & { claim: string };

export const claimedColumns: Sql = sql`c.id, c.message_id, c.topic, c.recipient, c.payload, c.created_at, c.attempts, c.max_attempts,
  t.id as target_id, t.kind, t.config, t.secret, t.previous_secret, t.previous_secret_until`;

const kinds = Object.entries(channels).map(([kind, { perTarget }]) => ({ kind, places: perTarget }));

/**
 * Claims up to `limit` due deliveries, fairly: each target has few places, and one that fails has a single place and rests
 * between attempts, so that its backlog neither delays others nor uses up attempts. Claimers never look at the same target at
 * once. The attempt's row is written with the claim: whatever happens next, that it was tried is visible.
 */
export async function claimDeliveries(db: Database, now: Date, limit: number): Promise<Claimed[]> {
  const claim = crypto.randomUUID();
  const at = sql`${now}::timestamptz`;
  return transaction(db, async (tx) => {
    const rows = await tx.rows(
      sql`
with target as materialized (
  select * from notification_target t
  where t.is_enabled and t.paused_at is null and (t.not_before is null or t.not_before <= ${at})
    and exists (select from delivery d where d.target_id = t.id and d.state = 'waiting' and d.next_attempt_at <= ${at})
  order by t.id for no key update skip locked
), free as (
  select t.id, case when t.failures > 0 then 1 else k.places end
    - (select count(*) from delivery d where d.target_id = t.id and d.claim is not null and d.next_attempt_at > ${at}) as places
  from target t join jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb) as k(kind text, places integer) on k.kind = t.kind
), due as (
  select d.id from free f cross join lateral (
    select id from delivery where target_id = f.id and state = 'waiting' and next_attempt_at <= ${at}
    order by next_attempt_at, seq limit greatest(f.places, 0) for update skip locked) as d
  limit ${limit}
), claimed as (
  update delivery d set claim = ${claim}::uuid, next_attempt_at = ${claimUntil(now)}::timestamptz, attempts = d.attempts + 1
  from due where d.id = due.id
  returning d.*
), noted as (
  insert into delivery_attempt (delivery_id, number, started_at) select id, attempts, ${at} from claimed
)
select ${claimedColumns} from claimed c join target t on t.id = c.target_id`,
      ClaimedRow,
    );
    return rows.map((row) => ({ ...row, claim }));
  });
}
