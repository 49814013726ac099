import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type AlertChannel, ChannelKindName } from "#lib/notifications/schema";
import { channelKinds } from "../channels/channel-kinds.ts";
import { healthOf } from "./health.ts";
import { browsersToTell, isMeant } from "./push-audience.ts";
import { readSecrets } from "./read-secrets.ts";

/** A count beyond this is shown as more than it, and never counted to its end. */
const countedTo = 10_000;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  kind: ChannelKindName,
  config: z.record(z.string(), z.unknown()),
  secret: z.string().nullable(),
  is_enabled: z.boolean(),
  created_at: column.instant,
  updated_at: column.instant,
  previous_secret_until: column.instant.nullable(),
  browsers: column.count.nullable(),
  failures: z.number().int().nullable(),
  failing_since: column.instant.nullable(),
  last_success_at: column.instant.nullable(),
  last_error: z.string().nullable(),
  waiting: column.count,
  dead: column.count,
});

/** Whose health is a channel's `c`: its own target's, the mail server's, or that of the worst push service in use. */
const healthTarget = sql`lateral (
  select h.failures, h.failing_since, h.last_success_at, h.last_error from notification_target h
  where case c.kind when 'email' then h.kind = 'email'
    when 'web_push' then h.kind = 'push_service' and exists (select from web_push_browser b where b.target_id = h.id)
    else h.id = c.target_id end
  order by h.failures desc, h.last_success_at desc nulls last limit 1)`;

/** Channels with their health and what waits for them; `rest` is what follows `from notification_channel c`. */
export async function readChannels(reader: Pick<SqlTransaction, "rows">, rest: Sql): Promise<AlertChannel[]> {
  const count = (state: "waiting" | "dead") =>
    sql`(select count(*) from (select from channel_delivery cd join delivery d on d.id = cd.delivery_id
      where cd.channel_id = c.id and d.state = ${state} limit ${countedTo + 1}) n)`;
  const rows = await reader.rows(
    sql`select c.id, c.name, c.kind, c.config, own.secret, c.is_enabled, c.created_at, c.updated_at, own.previous_secret_until, t.failures,
      t.failing_since, t.last_success_at, t.last_error, ${count("waiting")} as waiting, ${count("dead")} as dead,
      case when c.kind = 'web_push' then (select count(*) from ${browsersToTell} where ${isMeant}) end as browsers
    from notification_channel c left join notification_target own on own.id = c.target_id left join ${healthTarget} t on true ${rest}`,
    Row,
  );
  return rows.map(viewOf);
}

/** One channel; held until COMMIT when it is about to change. @throws DomainError not_found */
export async function readChannel(
  reader: Pick<SqlTransaction, "rows">,
  id: string,
  options: { isToChange?: boolean } = {},
): Promise<AlertChannel> {
  const [channel] = await readChannels(
    reader,
    sql`where c.id = ${id}::uuid ${options.isToChange ? sql`for no key update of c` : emptySql}`,
  );
  if (!channel) throw notFound("Channel");
  return channel;
}

function viewOf(row: z.output<typeof Row>): AlertChannel {
  const failures = row.failures ?? 0;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    address: row.browsers === null ? addressOf(row) : `${addressOf(row)}: ${browserWords(row.browsers)}`,
    config: row.config,
    isEnabled: row.is_enabled,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    previousSecretUntil: row.previous_secret_until?.toISOString() ?? null,
    health: healthOf({ isEnabled: row.is_enabled, pausedAt: null, failures, lastSuccessAt: row.last_success_at }),
    failures,
    failingSince: row.failing_since?.toISOString() ?? null,
    lastSuccessAt: row.last_success_at?.toISOString() ?? null,
    lastError: row.last_error,
    waiting: row.waiting,
    dead: row.dead,
  };
}

function browserWords(count: number): string {
  if (count === 0) return "no browser yet";
  return count === 1 ? "1 browser" : `${count} browsers`;
}

/** What of a secret may be said (a host), or that it cannot be read. */
function addressOf({ kind, config, secret }: Pick<z.output<typeof Row>, "kind" | "config" | "secret">): string {
  const declared = channelKinds.get(kind);
  if (!declared) return "";
  const secrets = declared.secrets.safeParse(kind === "email" || kind === "webhook" ? {} : readSecrets(secret));
  return secrets.success ? declared.address(config, secrets.data) : "its secret cannot be read here: enter it again";
}
