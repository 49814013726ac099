import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Row = z.object({
  reporting_peer: z.string(),
  ts: column.instant,
  received_at: column.instant,
  remote_peers: z.array(z.string()),
  reputations: z.array(z.number()),
  connecteds: z.array(z.boolean()),
});
export type ReputationReport = z.output<typeof Row>;

/**
 * The newest report of each peer that reported within `maxAgeS`, the last one first. `isKnown`: of the peers reported of, only
 * those that report to us themselves; the three lists of a report stay together.
 */
export function readReports(
  db: Database,
  { now, maxAgeS, limit, isKnown }: { now: Date; maxAgeS: number; limit: number; isKnown: boolean },
): Promise<ReputationReport[]> {
  const newest = sql`select * from peer_reputation_report
    where received_at > ${now}::timestamptz - make_interval(secs => ${maxAgeS}::int) order by received_at desc, reporting_peer limit ${limit}`;
  if (!isKnown) return db.rows(newest, Row);
  return db.rows(
    sql`select r.reporting_peer, r.ts, r.received_at, coalesce(k.remote_peers, '{}') as remote_peers, coalesce(k.reputations, '{}') as reputations,
      coalesce(k.connecteds, '{}') as connecteds
    from (${newest}) r left join lateral (
      select array_agg(u.remote_peer order by u.place) as remote_peers, array_agg(u.reputation order by u.place) as reputations,
        array_agg(u.connected order by u.place) as connecteds
      from unnest(r.remote_peers, r.reputations, r.connecteds) with ordinality as u(remote_peer, reputation, connected, place)
      where exists (select from telemetry_node n where n.peer_id = u.remote_peer)) k on true
    order by r.received_at desc, r.reporting_peer`,
    Row,
  );
}
