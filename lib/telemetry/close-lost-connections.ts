import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** An ingest process writes every five seconds that its connections live. */
const leastSilenceMs = 60_000;
/** A node server that reports for its nodes has no socket: it may come as seldom as it likes, but not much seldomer. */
const reporterSilenceMs = 900_000;
const maxNamed = 100;

const Closed = z.object({ peer_id: z.string().nullable() });

/**
 * Closes connections that nobody has written of for a minute (or three times `CLIENT_TIMEOUT_S`): their process was killed.
 * They ended when they were last seen. One that lives all the same is opened again by its process.
 * @returns how many
 */
export async function closeLostConnections({ db, now }: Context): Promise<number> {
  const silentSince = new Date(now.getTime() - Math.max(leastSilenceMs, 3_000 * env().CLIENT_TIMEOUT_S));
  const reporterSilentSince = new Date(now.getTime() - reporterSilenceMs);
  return transaction(db, async (tx) => {
    const closed = await tx.rows(
      sql`
      with lost as (
        select id from peer_connections
        where disconnected_at is null and last_seen_at < ${silentSince}::timestamptz
          and (node_server_id is null or last_seen_at < ${reporterSilentSince}::timestamptz)
        order by id for update skip locked
      ), closed as (
        update peer_connections c set disconnected_at = last_seen_at, disconnect_reason = 'lost' from lost where c.id = lost.id
        returning c.id, c.peer_id, c.last_seen_at
      ), nodes as (
        update telemetry_node n set disconnected_at = closed.last_seen_at, changed_at = clock_timestamp()
        from closed where n.peer_id = closed.peer_id and n.connection_id = closed.id and n.disconnected_at is null
        returning n.peer_id
      )
      select nodes.peer_id from closed left join nodes using (peer_id)`,
      Closed,
    );
    const peerIds = [...new Set(closed.flatMap(({ peer_id }) => peer_id ?? []))];
    if (peerIds.length > 0)
      publish(tx, now, "telemetry:node-disconnected", ["permission:telemetry:read"], {
        peerIds: peerIds.slice(0, maxNamed),
        count: peerIds.length,
      });
    return closed.length;
  });
}
