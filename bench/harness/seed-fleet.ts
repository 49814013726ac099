import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { createNodeClient } from "#lib/fleet/create-node-client";
import { createNodeServer } from "#lib/fleet/create-node-server";

export interface SeededFleet {
  servers: { id: number; token: string; clientIds: number[] }[];
  uids: number[];
}

/** Servers by the product's own operations, customers with one active package each by the set: thousands are wanted. */
export async function seedFleet(db: Database, wanted: { servers: number; clientsEach: number; users: number }): Promise<SeededFleet> {
  const ctx = systemContext("bench", { db });
  const servers: SeededFleet["servers"] = [];
  for (let index = 0; index < wanted.servers; index++) {
    const { id, token } = await createNodeServer(ctx, { name: `bench-${index}`, compatibility: "newv2b" });
    const clientIds: number[] = [];
    for (let client = 0; client < wanted.clientsEach; client++) {
      const plan = {
        nodeServerId: id,
        name: `bench-${index}-${client}`,
        trafficFactor: client % 2 === 0 ? "1.5" : "0.8",
        availableGroups: [1],
      };
      clientIds.push((await createNodeClient(ctx, { ...plan, isDefault: client === 0 })).id);
    }
    servers.push({ id, token, clientIds });
  }
  return { servers, uids: await seedUsers(db, wanted.users) };
}

async function seedUsers(db: Database, count: number): Promise<number[]> {
  const rows = await db.rows(
    sql`
    with bought as (
      insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group)
      values (gen_random_uuid(), 1, true, 'bench', 9e18::bigint, 315360000, 1) returning id),
    users as (
      insert into app_user (email, role) select 'bench-' || n || '@bench.example', 'user' from generate_series(1, ${count}::int) n returning id, uid),
    queued as (
      insert into package_queue (user_id, uid, package_id, status, created_at, activated_at, expires_at)
      select users.id, users.uid, bought.id, 'active', now() - interval '40 days', now() - interval '40 days', now() + interval '9 years' from users, bought)
    select uid from users order by uid`,
    z.object({ uid: z.number() }),
  );
  await db.pool.query("analyze app_user, package, package_queue");
  return rows.map((row) => row.uid);
}
