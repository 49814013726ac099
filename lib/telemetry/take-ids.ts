import { z } from "zod";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** Ids that a process takes at once: the increments of the sequences (migration telemetry_id_blocks). */
const blockSizes = { substrate_logs_id_seq: 8192, peer_connections_id_seq: 64 } as const;
export type IdSequence = keyof typeof blockSizes;

interface Block {
  next: number;
  end: number;
}

const blocks = () => singleton("telemetry-id-blocks", () => new Map<IdSequence, Block[]>());
const First = z.object({ first: z.bigint() });

/** So many ids, rising within a process. Gaps are nobody's loss. */
export async function takeIds(tx: SqlTransaction, sequence: IdSequence, count: number): Promise<(index: number) => number> {
  const held = blocks().get(sequence) ?? [];
  blocks().set(sequence, held);
  const missing = count - held.reduce((sum, { next, end }) => sum + end - next, 0);
  if (missing > 0) {
    const size = blockSizes[sequence];
    const rows = await tx.rows(
      sql`select nextval(${sequence}::regclass) as first from generate_series(1, ${Math.ceil(missing / size)}::integer)`,
      First,
    );
    for (const { first } of rows) held.push({ next: Number(first), end: Number(first) + size });
  }
  return take(held, count);
}

/**
 * After a failed transaction: PostgreSQL may have crashed before it had written down that it gave these blocks away, and
 * then it gives them away again.
 */
export function forgetIds(): void {
  blocks().clear();
}

function take(held: Block[], count: number): (index: number) => number {
  const taken: Block[] = [];
  for (let missing = count; missing > 0; ) {
    const [block] = held;
    if (!block) throw new Error("No ids left");
    const size = Math.min(missing, block.end - block.next);
    taken.push({ next: block.next, end: block.next + size });
    block.next += size;
    if (block.next === block.end) held.shift();
    missing -= size;
  }
  return (index) => {
    let rest = index;
    for (const { next, end } of taken) {
      if (rest < end - next) return next + rest;
      rest -= end - next;
    }
    throw new RangeError(`No id ${index}`);
  };
}
