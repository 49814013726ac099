import { expect, test } from "vitest";
import { hasWaitedInVain, isDatabaseAway } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { ingestTransaction, type SqlTransaction, transaction } from "#lib/core/transaction";

const db = testDatabase();

const write = sql`insert into rate_limit (key, points) values ('late', 1)`;
const waits: [string, () => Promise<unknown>][] = [
  ["SQL in a transaction", () => transaction(db, async (tx) => void (await briefly(tx).then(() => tx.execute(write))))],
  ["a query in a transaction", () => transaction(db, async (tx) => void (await briefly(tx).then(() => tx.prisma.apiKey.count())))],
  ["an ingest transaction", () => ingestTransaction(db, async (tx) => void (await briefly(tx).then(() => tx.execute(write))))],
];

async function briefly(tx: SqlTransaction): Promise<void> {
  await tx.execute(sql`set local lock_timeout = 50`);
}

test.each(waits)("%s that waits too long for a locked table means `try later`, not `broken`", async (_name, wait) => {
  const holder = await db.pool.connect();
  try {
    await holder.query("begin; lock table rate_limit, api_key in access exclusive mode");
    const error = await wait().catch((reason: unknown) => reason);
    expect([isDatabaseAway(error), hasWaitedInVain(error)], String(error)).toEqual([true, true]);
  } finally {
    await holder.query("rollback");
    holder.release();
  }
});
