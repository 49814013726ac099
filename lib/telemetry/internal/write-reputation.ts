import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { ReputationReport } from "#lib/telemetry/read-reputation";

/** Keeps the report as the newest of its peer, and what it says otherwise than the one before as changes. */
export async function writeReputation(tx: SqlTransaction, report: ReputationReport): Promise<void> {
  const [ts, receivedAt] = [new Date(report.createdAtMs).toISOString(), new Date(report.receivedAtMs).toISOString()];
  await tx.execute(sql`
    with given as materialized (
      select * from unnest(${report.remotePeers}::text[], ${report.reputations}::integer[], ${report.connecteds}::boolean[])
        as g(remote_peer, reputation, connected)
    ), known as materialized (
      select k.* from peer_reputation_report r, unnest(r.remote_peers, r.reputations, r.connecteds) as k(remote_peer, reputation, connected)
      where r.reporting_peer = ${report.reportingPeer}
    ), changes as (
      insert into peer_reputation (remote_peer, reporting_peer, ts, received_at, reputation, connected)
      select g.remote_peer, ${report.reportingPeer}, ${ts}::timestamptz, ${receivedAt}::timestamptz, g.reputation, g.connected
      from given g left join known k using (remote_peer)
      where (g.reputation, g.connected) is distinct from (k.reputation, k.connected)
    )
    insert into peer_reputation_report (reporting_peer, ts, received_at, remote_peers, reputations, connecteds)
    values (${report.reportingPeer}, ${ts}::timestamptz, ${receivedAt}::timestamptz, ${report.remotePeers}, ${report.reputations}, ${report.connecteds})
    on conflict (reporting_peer) do update set ts = excluded.ts, received_at = excluded.received_at,
      remote_peers = excluded.remote_peers, reputations = excluded.reputations, connecteds = excluded.connecteds`);
}
