import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** A peer's newest report, as it is kept. */
export async function keepReport(
  db: Database,
  reporter: string,
  at: Date,
  said: readonly (readonly [peer: string, reputation: number, connected: boolean])[],
): Promise<void> {
  await db.rows(
    sql`insert into peer_reputation_report (reporting_peer, ts, received_at, remote_peers, reputations, connecteds)
      values (${reporter}, ${at}::timestamptz, ${at}::timestamptz, ${said.map(([peer]) => peer)}::text[], ${said.map(([, reputation]) => reputation)}::int[],
        ${said.map(([, , connected]) => connected)}::boolean[])
      on conflict (reporting_peer) do update set ts = excluded.ts, received_at = excluded.received_at, remote_peers = excluded.remote_peers,
        reputations = excluded.reputations, connecteds = excluded.connecteds returning 1`,
    z.unknown(),
  );
}
