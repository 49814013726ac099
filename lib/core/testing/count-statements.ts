import type pg from "pg";
import type { Database } from "#lib/core/database";

/** How many statements `run` sends on the people's pool, transactions' own and Prisma's included: an N+1, told without a clock. */
export async function countStatements(db: Database, run: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const watched = new Set<pg.PoolClient>();
  const watch = (client: pg.PoolClient) => {
    if (watched.has(client)) return;
    watched.add(client);
    client.query = new Proxy(client.query, {
      apply(query, self, args) {
        statements += 1;
        return Reflect.apply(query, self, args);
      },
    });
  };
  db.pool.on("acquire", watch);
  try {
    await run();
  } finally {
    db.pool.off("acquire", watch);
    // What stood before the watcher is the prototype's.
    for (const client of watched) Reflect.deleteProperty(client, "query");
  }
  return statements;
}
