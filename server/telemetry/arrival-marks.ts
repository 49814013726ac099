import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { arrivalChannel } from "#lib/telemetry/arrival-channel";

const Row = z.object({ horizon: z.bigint() });
const patienceMs = 5_000;

export interface ArrivalMarks {
  /**
   * Announces a mark and waits until it is heard. PostgreSQL tells announcements in the order of their commits, so by then all
   * those are heard whose messages a look could see before the mark was made.
   * @returns the oldest transaction that was not over then
   * @throws when the mark is not heard: the listening connection is slow, or another one by now
   */
  pass(db: Database): Promise<bigint>;
  /** Whether an announcement is a mark, ours or another process's, and none of messages. */
  hear(payload: string): boolean;
}

export function arrivalMarks(): ArrivalMarks {
  const waiting = new Map<string, () => void>();
  return {
    async pass(db) {
      const mark = crypto.randomUUID();
      let timer: NodeJS.Timeout | undefined;
      const heard = new Promise<void>((resolve, reject) => {
        waiting.set(mark, resolve);
        timer = setTimeout(() => reject(Object.assign(new Error("A mark was not heard"), { code: "ETIMEDOUT" })), patienceMs);
      });
      heard.catch(() => {});
      try {
        const [row] = await db.rows(
          sql`select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon, pg_notify(${arrivalChannel}, ${JSON.stringify({ mark })})`,
          Row,
        );
        await heard;
        return row?.horizon ?? 0n;
      } finally {
        clearTimeout(timer);
        waiting.delete(mark);
      }
    },
    hear(payload) {
      const [, mark] = /^\{"mark":"([\w-]{36})"\}$/.exec(payload) ?? [];
      if (mark !== undefined) waiting.get(mark)?.();
      return mark !== undefined;
    },
  };
}
