import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { rangeText, readRange } from "#lib/telemetry/read-range";
import { PeerReputation, PeerReputationInput } from "#lib/telemetry/reputation-schema";
import { nodeNames } from "./internal/node-names.ts";

const dayMs = 86_400_000;
/** What a chart can show. */
const mostChanges = 10_000;
const Said = z.object({ reporting_peer: z.string(), ts: column.instant, reputation: z.number(), connected: z.boolean() });

/**
 * What other nodes say of a peer, whether or not it reports to us itself.
 * @throws DomainError not_found for a peer of which nobody says anything; validation_failed for an impossible range
 */
export const showPeerReputation = operation(
  {
    name: "showPeerReputation",
    summary: "What other chain nodes say of a peer, now and before",
    policy: "telemetry:read",
    input: PeerReputationInput,
    output: PeerReputation,
  },
  async (ctx, { peerId, ...asked }) => {
    const range = rangeText(readRange(asked, ctx.now, dayMs));
    const now = await ctx.db.rows(
      sql`select reporting_peer, ts, reputations[place] as reputation, connecteds[place] as connected
      from (select *, array_position(remote_peers, ${peerId}::text) as place from peer_reputation_report where ${peerId}::text = any(remote_peers)) r
      order by ts desc, reporting_peer`,
      Said,
    );
    const changes = await ctx.db.rows(
      sql`select * from (
        select reporting_peer, ts, reputation, connected, received_at from peer_reputation
        where remote_peer = ${peerId} and received_at >= ${range.from}::timestamptz and received_at < ${range.to}::timestamptz
        order by received_at desc limit ${mostChanges + 1}) newest order by received_at, reporting_peer`,
      Said,
    );
    const isCut = changes.length > mostChanges;
    const history = Map.groupBy(isCut ? changes.slice(1) : changes, (change) => change.reporting_peer);
    const latest = new Map(now.map((said) => [said.reporting_peer, said]));
    const reporters = [...new Set([...latest.keys(), ...history.keys()])];
    const names = await nodeNames(ctx.db, [peerId, ...reporters]);
    if (reporters.length === 0 && !names.has(peerId)) throw notFound("Peer");
    return {
      ...range,
      isCut,
      reporters: reporters.map((reportingPeer) => {
        const said = latest.get(reportingPeer);
        return {
          reportingPeer,
          reporterName: names.get(reportingPeer) ?? null,
          now: said ? saidView(said) : null,
          history: (history.get(reportingPeer) ?? []).map(saidView),
        };
      }),
    };
  },
);

function saidView({ ts, reputation, connected }: z.output<typeof Said>) {
  return { ts: ts.toISOString(), reputation, connected };
}
