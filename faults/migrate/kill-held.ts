import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#lib/core/database";
import { startMigrating } from "./starts.ts";

const longestWaitMs = 30_000;

/**
 * Kills a start in the middle of a migration for certain: while a transaction that writes queue items stays open, the migration
 * that watches that table waits inside its own transaction. False when none had to wait.
 */
export async function killHeld(db: Database, url: string): Promise<boolean> {
  const holder = await db.pool.connect();
  try {
    await holder.query("begin");
    await holder.query("lock table package_queue in row exclusive mode");
    const start = startMigrating(url);
    let isOver = false;
    const over = start.ended.finally(() => {
      isOver = true;
    });
    for (let waitedMs = 0; waitedMs < longestWaitMs && !isOver; waitedMs += 20) {
      const { rows } = await db.pool.query(
        "select from pg_stat_activity where application_name = 'fleetlight-migrate' and wait_event_type = 'Lock' and wait_event = 'relation' and datname = current_database()",
      );
      if (rows.length > 0) break;
      await sleep(20);
    }
    start.child.kill("SIGKILL");
    return (await over) === null;
  } finally {
    await holder.query("rollback");
    holder.release();
  }
}
