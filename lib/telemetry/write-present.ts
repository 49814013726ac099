import type { Database } from "#lib/core/database";
import { ingestTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import type { PresentChanges, PresentState } from "#lib/telemetry/present-state";
import { updateChains } from "./internal/update-chains.ts";
import { updateNodes } from "./internal/update-nodes.ts";
import { writeConnections } from "./internal/write-connections.ts";

/** So many peers are named in the news of one moment; the rest is counted. */
const maxNamed = 100;

/**
 * Writes what changed of the present, in one transaction, and tells who came and went: chains before nodes, as `writeBatch`
 * does.
 * @throws what PostgreSQL said; then nothing was written, and all of it comes again the next time
 */
export async function writePresent(db: Database, present: PresentState, now: Date): Promise<void> {
  const changes = present.changes(now.getTime());
  if (isEmpty(changes)) return changes.written();
  await ingestTransaction(db, async (tx) => {
    // Whole rows: one that was given up meanwhile, though it lives, is open again, and one that was purged is there again.
    await writeConnections(tx, changes.connections, ({ id }) => id ?? 0);
    await updateChains(tx, changes.chains);
    await updateNodes(tx, changes.nodes);
    for (const [type, peerIds] of [
      ["telemetry:node-connected", changes.connected],
      ["telemetry:node-disconnected", changes.disconnected],
    ] as const) {
      if (peerIds.length === 0) continue;
      publish(tx, now, type, ["permission:telemetry:read"], { peerIds: peerIds.slice(0, maxNamed), count: peerIds.length });
    }
  });
  changes.written();
}

function isEmpty({ nodes, chains, connections, connected, disconnected }: PresentChanges): boolean {
  return [nodes, chains, connections, connected, disconnected].every((part) => part.length === 0);
}
