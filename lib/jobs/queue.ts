import type pg from "pg";
import { types as plainTypes } from "pg";
import { type Db, PgBoss } from "pg-boss";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { forgetSingleton, singleton } from "#lib/core/singleton";

/** pg-boss's own schema. */
export const queueSchema = "jobs";

/** pg-boss on our people's pool instead of one of its own; it expects pg's own column types, not our bigint. */
function overPool(pool: pg.Pool): Db {
  return { executeSql: (text, values) => pool.query({ text, types: plainTypes, ...(values && { values }) }) };
}

/** A runner also migrates pg-boss's schema, looks for dead runs and cleans up; a sender only writes. */
export function openQueue(db: Database, role: "runner" | "sender"): PgBoss {
  const isRunner = role === "runner";
  const boss = new PgBoss({
    db: overPool(db.pool),
    schema: queueSchema,
    migrate: isRunner,
    supervise: isRunner,
    // Slots are ours (server/jobs/scheduler): pg-boss's own cron knows minutes only.
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 3_600,
    flowIntervalSeconds: 60,
    monitorVacuum: false,
  });
  // Without a listener an `error` event ends the process. What matters is also thrown to whoever asked.
  boss.on("error", (error) => log().debug({ err: error }, "job queue"));
  return boss;
}

const name = "job-queue";

/** The process's queue: the runner's if this process runs jobs, else a sender, opened when first needed. */
export function jobQueue(db: Database): Promise<PgBoss> {
  return singleton(name, () => {
    const boss = openQueue(db, "sender");
    return boss.start().catch((error: unknown) => {
      forgetSingleton(name);
      throw new DomainError("database_unavailable", "No process has run jobs on this database yet", { retryAfterS: 5, cause: error });
    });
  });
}

/** Called by the runner: what this process enqueues goes through its own queue and wakes its own workers. */
export function provideJobQueue(boss: PgBoss): void {
  forgetSingleton(name);
  singleton(name, () => Promise.resolve(boss));
}

export function forgetJobQueue(): void {
  forgetSingleton(name);
}

/** Tells this process's worker of a queue to look now; others look within their polling interval. */
export function jobWakers(): Map<string, () => void> {
  return singleton("job-wakers", () => new Map());
}
