import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { PeerReputation, PeerReputationInput } from "./shapes.ts";

const Row = z.object({ reporting_peer: z.string(), reputation: z.number(), connected: z.boolean(), ts: column.instant });

/**
 * `GET /reputation/{peer_id}`: what others report of this peer (the original answered what this peer reports of others), the
 * last report first; none of a peer of which nobody reports.
 */
export const originalPeerReputation = operation(
  {
    name: "originalPeerReputation",
    summary: "What other chain nodes report of a peer",
    policy: "telemetry:read",
    input: PeerReputationInput,
    output: z.array(PeerReputation),
  },
  async ({ db, now }, { peer_id: peerId, max_age_s: maxAgeS, limit }) => {
    const rows = await db.rows(
      sql`select reporting_peer, reputations[place] as reputation, connecteds[place] as connected, ts
      from (select *, array_position(remote_peers, ${peerId}::text) as place from peer_reputation_report
        where received_at > ${now}::timestamptz - make_interval(secs => ${maxAgeS}::int)) r
      where place is not null order by received_at desc, reporting_peer limit ${limit}`,
      Row,
    );
    return rows.map(({ ts, ...row }) => ({ ...row, ts: ts.toISOString() }));
  },
);
