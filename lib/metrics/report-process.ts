import { hostname } from "node:os";
import type { Database } from "#lib/core/database";
import { type Env, env } from "#lib/core/env";
import { processName } from "#lib/core/process-name";
import { sql } from "#lib/core/sql";
import type { SampleBody } from "./process-sample.ts";

/** Who this process is to the others: its name does not change when it is started again, so its series go on. */
export interface ThisProcess {
  name: string;
  host: string;
  roles: Env["FLEETLIGHT_ROLES"];
  startedAt: Date;
}

export function thisProcess(startedAt: Date): ThisProcess {
  return { name: processName(), host: hostname(), roles: env().FLEETLIGHT_ROLES, startedAt };
}

/** Writes what this process says of itself, for whichever process collects next. */
export async function reportProcess(db: Database, who: ThisProcess, sample: SampleBody, now: Date): Promise<void> {
  const query = sql`
    insert into metric_process (name, host, roles, started_at, seen_at, sample)
    values (${who.name}, ${who.host}, ${who.roles}::text[], ${who.startedAt}::timestamptz, ${now}::timestamptz, ${JSON.stringify(sample)}::jsonb)
    on conflict (name) do update set host = excluded.host, roles = excluded.roles, started_at = excluded.started_at, seen_at = excluded.seen_at,
      sample = excluded.sample`;
  await db.pool.query(query.text, query.values as unknown[]);
}

/** A process that stops in order takes its row along; the row of a killed one grows old and is not read. */
export async function forgetProcess(db: Database, { name, startedAt }: ThisProcess): Promise<void> {
  const query = sql`delete from metric_process where name = ${name} and started_at = ${startedAt}::timestamptz`;
  await db.pool.query(query.text, query.values as unknown[]);
}
