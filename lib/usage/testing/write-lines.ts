import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { ingestTransaction } from "#lib/core/transaction";
import { maintainPartitions } from "#lib/usage/maintain-partitions";
import { recordLines } from "#lib/usage/record-lines";

/** One line of the ledger as a test wants it; raw bytes. */
export interface TestLine {
  uid: number;
  nodeClientId: number;
  at: Date;
  upload: bigint;
  download: bigint;
}

const Server = z.object({ node_server_id: z.number() });

/** Writes lines with their roll-ups as a report of each node client's server does, with partitions for `now`. */
export async function writeLines(db: Database, now: Date, lines: readonly TestLine[]): Promise<void> {
  await maintainPartitions(systemContext("test", { db, now }));
  for (const nodeClientId of new Set(lines.map((line) => line.nodeClientId))) {
    const [server] = await db.rows(sql`select node_server_id from node_client where id = ${nodeClientId}`, Server);
    if (!server) throw new Error(`No node client ${nodeClientId}`);
    const { node_server_id: serverId } = server;
    const ofClient = lines.filter((line) => line.nodeClientId === nodeClientId).map((line, index) => ({ ...line, index, userId: null }));
    const report = { id: crypto.randomUUID(), lines: ofClient };
    const { reports } = await ingestTransaction(db, (tx) => recordLines(tx, serverId, [report]));
    const accepted = reports[0]?.accepted ?? 0;
    if (accepted !== ofClient.length) throw new Error(`${ofClient.length - accepted} lines were refused`);
  }
}
