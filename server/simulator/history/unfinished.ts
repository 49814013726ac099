import type { Database } from "#lib/core/database";

const mark = "a demo history is being written";

/** Notes in the database itself that what is in it is half a history. It stays when we are killed. */
export async function markUnfinished(db: Database): Promise<void> {
  await db.pool.query(`comment on schema public is '${mark}'`);
}

export async function markFinished(db: Database): Promise<void> {
  await db.pool.query("comment on schema public is 'standard public schema'");
}

export async function isUnfinished(db: Database): Promise<boolean> {
  const { rows } = await db.pool.query("select from pg_namespace where nspname = 'public' and obj_description(oid, 'pg_namespace') = $1", [
    mark,
  ]);
  return rows.length > 0;
}

/** Nobody has worked here yet: no account, no node. */
export async function isUntouched(db: Database): Promise<boolean> {
  const [users, servers] = await Promise.all([db.prisma.appUser.count(), db.prisma.nodeServer.count()]);
  return users + servers === 0;
}

/** Throws everything away; the schema is to be migrated anew. Only ever called for half a history. */
export async function clear(db: Database): Promise<void> {
  await db.pool.query("drop schema public cascade; create schema public");
}
