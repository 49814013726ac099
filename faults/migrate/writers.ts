import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/core/database";
import { type Sql, sql } from "#lib/core/sql";

/** What the product writes all the time, as far as the first migration knows it; each counts its own rows afterwards. */
const kinds = {
  lines: sql`
    insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download)
    select now(), gen_random_uuid(), n, -1, -1, 1, 1, 1, 1, 1 from generate_series(1, 20) n`,
  rollups: sql`
    insert into node_client_usage as t values (-1, 0, 1, 1, 1, 1)
    on conflict (node_client_id, bucket) do update set raw_upload = t.raw_upload + 1`,
  used: sql`
    update package_queue set upload = upload + 1 where id = (select id from package_queue where by_order is null order by position limit 1)`,
  bought: sql`
    insert into package_queue (user_id, uid, package_id, by_order, status, created_at)
    select u.id, u.uid, p.id, 'fault ' || gen_random_uuid(), 'in_queue', now() from
      (select id, uid from app_user order by uid limit 1) u, (select id from package order by id limit 1) p`,
  audited: sql`
    insert into audit_log (at, actor_kind, actor_label, action, subject_kind, subject_id, diff)
    values (now(), 'system', 'fault', 'user.update', 'user', '1', '{}')`,
  events: sql`
    insert into event_log (type, rooms, payload, at) values ('user:changed', '{permission:users:read}', '{"fault": true}', now())`,
  heartbeats: sql`
    update node_server set last_push_at = now(), server_side_config = jsonb_build_object('beats', coalesce((server_side_config ->> 'beats')::int, 0) + 1)
    where id = (select min(id) from node_server)`,
} satisfies Record<string, Sql>;
export type Kind = keyof typeof kinds;

/** What the rows themselves say of each kind: one for each write that succeeded. */
export const written: Record<Kind, Sql> = {
  lines: sql`select count(*) / 20 as number from usage_line where uid = -1`,
  rollups: sql`select coalesce(sum(raw_upload), 0) as number from node_client_usage where node_client_id = -1`,
  used: sql`select coalesce(sum(upload), 0) as number from package_queue`,
  bought: sql`select count(*) as number from package_queue where by_order like 'fault %'`,
  audited: sql`select count(*) as number from audit_log where actor_label = 'fault'`,
  events: sql`select count(*) as number from event_log where payload ? 'fault'`,
  heartbeats: sql`select coalesce(max((server_side_config ->> 'beats')::int), 0) as number from node_server`,
};

export interface WriterResult {
  writes: Record<Kind, number>;
  failures: string[];
  longestMs: number;
  longestKind: Kind;
}

const pauseMs = 2;

/** One writer of each kind, without a pause to speak of and without a limit to its patience. Resolves when stopped. */
export function startWriters(db: Database): { stop(): Promise<WriterResult> } {
  const result: WriterResult = {
    writes: { lines: 0, rollups: 0, used: 0, bought: 0, audited: 0, events: 0, heartbeats: 0 },
    failures: [],
    longestMs: 0,
    longestKind: "lines",
  };
  let isStopped = false;
  const writing = (Object.entries(kinds) as [Kind, Sql][]).map(async ([kind, query]) => {
    const client = await db.pool.connect();
    try {
      await client.query("set lock_timeout = 0");
      while (!isStopped) {
        const startedAt = performance.now();
        const { rowCount } = await client.query(query.text, query.values);
        const tookMs = performance.now() - startedAt;
        if (tookMs > result.longestMs) [result.longestMs, result.longestKind] = [tookMs, kind];
        if (rowCount) result.writes[kind]++;
        await sleep(pauseMs);
      }
    } catch (error) {
      result.failures.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      client.release(true);
    }
  });
  return {
    async stop() {
      isStopped = true;
      await Promise.all(writing);
      return result;
    },
  };
}
