import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

export interface Filling {
  peers: number;
  /** Whole days back from today, today included. */
  days: number;
}

/** How often a node sends what, in a hundred messages. */
const shares = {
  "system.interval": 30,
  "block.import": 22,
  "notify.finalized": 10,
  "txpool.import": 8,
  "afg.received_prevote": 7,
  "afg.received_precommit": 7,
  "afg.finalized_blocks_up_to": 6,
  prepared_block_for_proposing: 3,
  "slots.starting_authorship": 3,
  "tracing.profiling": 2,
  "slots.pre_sealed_block": 1,
  "afg.received_commit": 1,
};

export function peerOf(number: number): string {
  return `12D3KooW${String(number).padStart(44, "Q")}`;
}

/**
 * Adds so many messages by the set, in the order in which they would arrive, spread evenly over peers and days; the counts are made
 * of exactly these messages. Indexes are there while they are written, as they are for ingest.
 */
export async function fillMessages(db: Database, { peers, days }: Filling, count: number, say: (words: string) => void): Promise<void> {
  const perDay = Math.round(count / days);
  const types = Object.entries(shares).flatMap(([msg, share]) => Array.from({ length: share }, () => msg));
  const startedAt = performance.now();
  await run(
    db,
    sql`select ensure_partitions('substrate_logs_expiring', 'day', null, now() - make_interval(days => ${days}::int), now() + interval '1 day')`,
  );
  for (let day = days - 1; day >= 0; day--) {
    // Today is not over: its messages lie between midnight and now.
    await run(
      db,
      sql`insert into substrate_logs (id, peer_connection_id, peer_id, msg, created_at, received_at, audit, logs)
      select nextval('substrate_logs_id_seq'), n % ${peers}::int + 1, '12D3KooW' || lpad((n % ${peers}::int)::text, 44, 'Q'), t.msg,
        d.midnight + d.length * (n::float8 / ${perDay}::int) - interval '40 milliseconds', d.midnight + d.length * (n::float8 / ${perDay}::int), false,
        format('{"id":1,"payload":{"best":"0x%s","height":%s,"msg":"%s","origin":"NetworkBroadcast","target":"t%s"},"ts":"%s"}',
          repeat(md5(n::text), 2), n, t.msg, n % 7, d.midnight + d.length * (n::float8 / ${perDay}::int))::json
      from generate_series(0, ${perDay}::int - 1) n,
        lateral (select (${types}::text[])[1 + (n / ${peers}::int * 37 + n % ${peers}::int * 11) % 100] as msg) t,
        (select date_trunc('day', now(), 'UTC') - make_interval(days => ${day}::int) as midnight,
          case when ${day}::int = 0 then now() - date_trunc('day', now(), 'UTC') else interval '1 day' end as length) d`,
    );
    say(`${days - day} of ${days} days written (${Math.round((performance.now() - startedAt) / 1000)} s)`);
  }
  await run(db, sql`truncate substrate_log_stats`);
  await run(
    db,
    sql`insert into substrate_log_stats select peer_id, msg, (received_at at time zone 'UTC')::date, audit, count(*), min(created_at), max(created_at)
    from substrate_logs group by 1, 2, 3, 4`,
  );
  await run(db, sql`vacuum (analyze) substrate_logs, substrate_log_stats`);
}

/** Nodes and their connections; what recent batches brought and nobody has folded yet, as on a server that is busy. */
export async function fillNodes(db: Database, { peers }: Filling): Promise<void> {
  await run(
    db,
    sql`insert into peer_connections (id, socket_id, node_id, ip_addr, peer_id, name, audit, created_at, last_seen_at)
    select n + 1, gen_random_uuid(), 1, '192.0.2.' || n % 250, '12D3KooW' || lpad(n::text, 44, 'Q'), 'node ' || n, false, now(), now()
    from generate_series(0, ${peers}::int - 1) n`,
  );
  await run(
    db,
    sql`insert into telemetry_node (peer_id, connection_id, ip_addr, name, chain_key, chain, version, implementation, authority, audit,
      first_seen_at, connected_at, last_seen_at, changed_at)
    select peer_id, id, ip_addr, name, 'c', 'c', '1', 'i', false, false, now(), now(), now(), now() from peer_connections`,
  );
  await run(
    db,
    sql`insert into substrate_log_delta (peer_ids, msgs, days, audits, qtys, min_created_ats, max_created_ats)
    select array_agg(peer_id), array_agg('block.import'::text), array_agg(current_date), array_agg(false), array_agg(0), array_agg(now()), array_agg(now())
    from peer_connections, generate_series(1, 20) batch group by batch`,
  );
  await run(db, sql`analyze peer_connections, telemetry_node`);
}

async function run(db: Database, { text, values }: ReturnType<typeof sql>): Promise<void> {
  await db.pool.query(text, values as unknown[]);
}
