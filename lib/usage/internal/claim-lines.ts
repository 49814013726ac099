import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { webhookDeliveries } from "#lib/notifications/webhook-deliveries";
import { eventMessages, lockNumbers, usageBilling } from "#lib/package-queue/billing-events";
import { publish } from "#lib/realtime/publish";

const Outcome = z.object({ lines: column.count, events: column.count, lines_without_package: column.count });

/**
 * Claims up to `limit` unbilled lines of one UTC day and writes their events, in one statement: a line is billed if and
 * only if its bytes are in an event. One event per user, server and queue item; traffic without a package has an event
 * too, with `package_queue_id` null and nothing left to do, so that the events add up to the ledger. Outside systems are
 * told by the same statement.
 *
 * The day names one partition, within which a ctid is unique and cheap to find again. Numbers are handed out last.
 */
export async function claimLines(
  tx: SqlTransaction,
  now: Date,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<{ lines: number; events: number; linesWithoutPackage: number }> {
  const [outcome] = await tx.rows(
    sql`
with claimed as (
  update usage_line set billed_at = ${now}::timestamptz
  where at >= ${from}::timestamptz and at < ${to}::timestamptz and ctid = any(array(
    select ctid from usage_line where at >= ${from}::timestamptz and at < ${to}::timestamptz and billed_at is null
    order by at limit ${limit} for update skip locked))
  returning uid, node_client_id, package_queue_id, billed_upload, billed_download
), summed as materialized (
  select u.id as user_id, c.node_server_id as server_id, l.package_queue_id, sum(l.billed_upload) as upload, sum(l.billed_download) as download
  from claimed l join app_user u on u.uid = l.uid join node_client c on c.id = l.node_client_id
  group by 1, 2, 3
), numbering as materialized (
  select ${lockNumbers} from (select count(*) from summed) as all_summed
), written as (
  insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at, consumed_at)
  select ${usageBilling.route}, ${usageBilling.type}, s.user_id,
    jsonb_build_object('server_id', s.server_id, 'user', s.user_id, 'billed_download', s.download::text, 'billed_upload', s.upload::text,
      'time', ${now.toISOString()}::text, 'package_queue_id', s.package_queue_id),
    ${now}::timestamptz, case when s.package_queue_id is null then 'done' else 'queued' end, ${now}::timestamptz,
    case when s.package_queue_id is null then ${now}::timestamptz end
  from numbering, summed s
  returning id, seq, type, route, payload
), delivered as (
  ${webhookDeliveries(eventMessages(sql`written`), now)}
)
select (select count(*) from claimed) as lines, (select count(*) from written) as events,
  (select count(*) from claimed where package_queue_id is null) as lines_without_package`,
    Outcome,
  );
  if (!outcome) throw new Error("Claiming lines returned no outcome");
  if (outcome.events > 0) publish(tx, now, "billing-event:changed", ["permission:packages:read"], { count: outcome.events });
  return { lines: outcome.lines, events: outcome.events, linesWithoutPackage: outcome.lines_without_package };
}
