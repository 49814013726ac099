import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** A small fleet for ledger tests, written directly: rooms above and beside this one have their own tests. */
export interface LedgerFleet {
  servers: { id: number; clients: { id: number; factor: string; isDefault: boolean }[] }[];
  users: { id: string; uid: number }[];
}

const Ids = z.object({ id: z.number() });
const UserIds = z.object({ id: z.string(), uid: z.number() });

/** One server per entry of `factors`; its first client is the default. `users` people, none with a package. */
export async function makeLedgerFleet(db: Database, factors: string[][], users: number): Promise<LedgerFleet> {
  const fleet: LedgerFleet = { servers: [], users: [] };
  for (const [number, clientFactors] of factors.entries()) {
    const token = Buffer.from(crypto.randomUUID());
    const [server] = await db.rows(
      sql`insert into node_server (name, compatibility, token_hash) values (${`server ${number}`}, 'newv2b', ${token}) returning id`,
      Ids,
    );
    if (!server) throw new Error("no server");
    const clients = [];
    for (const [index, factor] of clientFactors.entries()) {
      const [client] = await db.rows(
        sql`insert into node_client (node_server_id, name, traffic_factor, available_groups, is_default) values (${server.id}, ${`client ${index}`}, ${factor}::numeric, '{1}', ${index === 0}) returning id`,
        Ids,
      );
      if (client) clients.push({ id: client.id, factor, isDefault: index === 0 });
    }
    fleet.servers.push({ id: server.id, clients });
  }
  for (let number = 0; number < users; number++) {
    const [user] = await db.rows(
      sql`insert into app_user (email, role) values (${`user${number}@${crypto.randomUUID()}.test`}, 'user') returning id, uid`,
      UserIds,
    );
    if (user) fleet.users.push(user);
  }
  return fleet;
}

/** Buys and activates a package of `limit` bytes for a user at an instant, ending a former one. */
export async function activatePackage(db: Database, user: { id: string; uid: number }, at: Date, limit = 10n ** 12n): Promise<string> {
  await db.rows(
    sql`update package_queue set status = 'consumed', consumed_by = 'traffic', ended_at = ${at} where uid = ${user.uid} and status = 'active' returning id`,
    z.object({ id: z.string() }),
  );
  const [item] = await db.rows(
    sql`with bought as (insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group)
        values (gen_random_uuid(), 1, true, 'test', ${String(limit)}::bigint, 2592000, 1) returning id)
      insert into package_queue (user_id, uid, package_id, status, created_at, activated_at, expires_at)
      select ${user.id}::uuid, ${user.uid}, id, 'active', ${at}, ${at}, ${new Date(at.getTime() + 2_592_000_000)} from bought returning id`,
    z.object({ id: z.string() }),
  );
  if (!item) throw new Error("no item");
  return item.id;
}

const Sums = z.object({ source: z.string(), ru: column.bytes, rd: column.bytes, bu: column.bytes, bd: column.bytes });

/** Raw and billed sums of the lines and of every roll-up: five rows that must be equal. */
export async function ledgerSums(db: Database): Promise<Record<string, string>> {
  const rows = await db.rows(
    sql`select source, coalesce(sum(raw_upload), 0) as ru, coalesce(sum(raw_download), 0) as rd, coalesce(sum(billed_upload), 0) as bu, coalesce(sum(billed_download), 0) as bd from (
      select 'lines' as source, raw_upload::numeric, raw_download::numeric, billed_upload::numeric, billed_download::numeric from usage_line
      union all select 'quarters', raw_upload, raw_download, billed_upload, billed_download from user_package_usage
      union all select 'hours', raw_upload, raw_download, billed_upload, billed_download from user_package_usage_hourly
      union all select 'days', raw_upload, raw_download, billed_upload, billed_download from user_package_usage_daily
      union all select 'fleet', raw_upload, raw_download, billed_upload, billed_download from node_client_usage
    ) as everything group by source`,
    Sums,
  );
  return Object.fromEntries(rows.map((row) => [row.source, `${row.ru}/${row.rd}/${row.bu}/${row.bd}`]));
}
