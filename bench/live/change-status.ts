import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { setMaintenance } from "#lib/fleet/set-maintenance";
import { setManyMaintenance } from "#lib/fleet/set-many-maintenance";
import type { Committed } from "./delays.ts";

/** Between two changes, milliseconds: at random, so that they do not fall into step with the browser's frames. */
const between = { least: 40, most: 160 };

const Row = z.object({ id: z.number().int(), status: z.enum(["online", "offline", "maintenance"]), at: z.number() });

/** Servers in turn into maintenance and out of it, one a time, by the product's own operation. */
export async function changeOneByOne(db: Database, ids: readonly number[], count: number): Promise<Committed[]> {
  const committed: Committed[] = [];
  for (let number = 0; number < count; number++) {
    const id = ids[number % ids.length] ?? 0;
    const on = Math.floor(number / ids.length) % 2 === 0;
    await setMaintenance(systemContext("bench", { db }), { id, on, ...(on && { reason: "bench" }) });
    const knownAt = performance.timeOrigin + performance.now();
    committed.push(...(await readCommits(db, [id])).map((commit) => ({ ...commit, knownAt })));
    await pause(between.least + Math.random() * (between.most - between.least));
  }
  return committed;
}

/** All of them at once, in one transaction. */
export async function changeTogether(db: Database, ids: readonly number[], on: boolean): Promise<Committed[]> {
  await setManyMaintenance(systemContext("bench", { db }), { ids: [...ids], on, ...(on && { reason: "bench" }) });
  const knownAt = performance.timeOrigin + performance.now();
  return (await readCommits(db, ids)).map((commit) => ({ ...commit, knownAt }));
}

/** When the present state of these servers was committed, as PostgreSQL noted it (`track_commit_timestamp`). */
async function readCommits(db: Database, ids: readonly number[]): Promise<Omit<Committed, "knownAt">[]> {
  const rows = await db.rows(
    sql`select id, status, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at from node_server where id = any(${ids}::int[])`,
    Row,
  );
  return rows.map(({ id, status, at }) => ({ row: String(id), status, at }));
}
