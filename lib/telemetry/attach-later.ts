import type { Database } from "#lib/core/database";
import { ingestTransaction } from "#lib/core/transaction";
import { attachUnnamed, type LateName } from "./internal/attach-unnamed.ts";
import { readLateNames } from "./internal/read-late-names.ts";

/** Of one transaction: a fraction of a second, so that nothing that ingest writes waits for it. */
const mostAtOnce = 2_000;
/** Whoever starts goes on with what a process left that was ended within so many days. */
const leftForMs = 7 * 86_400_000;

/** Gives the messages of nodes that said late who they are to their peers, step by step, beside the batches. */
export interface AttachLater {
  add(late: readonly LateName[]): void;
  /** One step; the first looks for what another process left. @throws what PostgreSQL said: then the same comes again */
  step(now: Date): Promise<void>;
}

export function attachLater(db: Database): AttachLater {
  const waiting = new Map<number, LateName>();
  let hasLooked = false;
  const add = (late: readonly LateName[]) => {
    for (const name of late) waiting.set(name.connectionId, name);
  };
  return {
    add,
    async step(now) {
      if (!hasLooked) add(await readLateNames(db, new Date(now.getTime() - leftForMs)));
      hasLooked = true;
      const late = [...waiting.values()];
      if (late.length === 0) return;
      const unfinished = new Set(await ingestTransaction(db, (tx) => attachUnnamed(tx, late, mostAtOnce)));
      for (const name of late) if (!unfinished.has(name)) waiting.delete(name.connectionId);
    },
  };
}
