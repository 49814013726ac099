import { hostname } from "node:os";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

/** This process as the list of jobs names it. */
export interface NotedProcess {
  id: string;
  name: string;
}

export function thisProcess(): NotedProcess {
  return { id: crypto.randomUUID(), name: `${hostname()}, process ${process.pid}` };
}

/** A sign of life, by the database's clock: without one from anybody the list of jobs says that nothing will run. */
export async function noteProcess(db: Database, { id, name }: NotedProcess): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.execute(sql`
      insert into job_process (id, name, started_at, seen_at) values (${id}::uuid, ${name}, clock_timestamp(), clock_timestamp())
      on conflict (id) do update set seen_at = excluded.seen_at`);
    await tx.execute(sql`delete from job_process where seen_at < clock_timestamp() - interval '1 day'`);
  });
}

/** A process that stops in order takes its row along; the row of a killed one stays and grows old. */
export async function forgetProcess(db: Database, { id }: NotedProcess): Promise<void> {
  await transaction(db, (tx) => tx.execute(sql`delete from job_process where id = ${id}::uuid`));
}
