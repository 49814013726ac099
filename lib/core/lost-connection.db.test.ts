import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { Database } from "#lib/core/database";
import { hasWaitedInVain, isDatabaseAway } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { ingestTransaction, type SqlTransaction, transaction } from "#lib/core/transaction";

const db = testDatabase();
const Pid = z.object({ pid: z.number() });
const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);

beforeEach(() => void process.on("uncaughtException", note));
afterEach(() => void process.off("uncaughtException", note));

/** Ends the transaction's own connection while nothing runs on it, then goes on. */
async function loseConnection(tx: SqlTransaction): Promise<void> {
  const [row] = await tx.rows(sql`select pg_backend_pid() as pid`, Pid);
  await db.pool.query("select pg_terminate_backend($1, 5000)", [row?.pid]);
  await tx.execute(sql`insert into rate_limit (key, points) values ('lost', 1)`);
}

test.each([
  ["ingest", ingestTransaction],
  ["people's", transaction],
] as [string, (db: Database, work: (tx: SqlTransaction) => Promise<void>) => Promise<void>][])(
  "%s transaction whose connection dies fails as `away`, takes nobody along and leaves the pool whole",
  async (name, run) => {
    for (let round = 0; round < 6; round++) {
      const error = await run(db, loseConnection).catch((reason: unknown) => reason);
      expect([isDatabaseAway(error), hasWaitedInVain(error)], String(error)).toEqual([true, false]);
    }
    expect(uncaught).toEqual([]);
    await run(db, async (tx) => void (await tx.execute(sql`insert into rate_limit (key, points) values (${name}, 1)`)));
    expect(await db.rows(sql`select key from rate_limit`, z.object({ key: z.string() }))).toContainEqual({ key: name });
  },
);
