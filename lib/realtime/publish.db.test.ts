import pg from "pg";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { noon } from "#lib/core/testing/instants";
import { ingestTransaction, type SqlTransaction, transaction } from "#lib/core/transaction";
import { eventChannel, publish } from "#lib/realtime/publish";
import { readEvents, readLogSpan } from "#lib/realtime/read-events";

const db = testDatabase();

const say = (tx: SqlTransaction, nodeServerId: number) =>
  publish(tx, noon, "node-server:changed", ["permission:fleet:read"], { nodeServerId });

async function listener(): Promise<{ heard: string[]; end: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: db.url });
  const heard: string[] = [];
  await client.connect();
  client.on("notification", (message) => heard.push(message.payload ?? ""));
  await client.query(`listen ${eventChannel}`);
  return { heard, end: () => client.end() };
}

test("events of a transaction are numbered in order, keep what was said, and are announced once", async () => {
  const { heard, end } = await listener();
  const before = (await readLogSpan(db)).newest;
  await transaction(db, async (tx) => {
    for (const id of [3, 1, 2]) say(tx, id);
    expect(await readEvents(db, { after: before, limit: 10 })).toEqual([]);
  });
  const events = await readEvents(db, { after: before, limit: 10 });
  expect(events.map(({ event }) => event.payload)).toEqual([{ nodeServerId: 3 }, { nodeServerId: 1 }, { nodeServerId: 2 }]);
  expect(events[0]).toEqual({
    seq: before + 1n,
    rooms: ["permission:fleet:read"],
    event: { seq: String(before + 1n), type: "node-server:changed", at: noon.toISOString(), payload: { nodeServerId: 3 } },
  });
  await vi.waitFor(() => expect(heard).toEqual([String(before + 3n)]), 10_000);
  await end();
});

test.each([
  { name: "transaction", run: (work: (tx: SqlTransaction) => Promise<void>) => transaction(db, work) },
  { name: "ingestTransaction", run: (work: (tx: SqlTransaction) => Promise<void>) => ingestTransaction(db, work) },
])("$name: a rollback publishes nothing, a commit what it says", async ({ run }) => {
  const { heard, end } = await listener();
  const before = (await readLogSpan(db)).newest;
  const failed = run(async (tx) => {
    say(tx, 1);
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  await run(async (tx) => say(tx, 2));
  expect((await readEvents(db, { after: before, limit: 10 })).map(({ event }) => event.payload)).toEqual([{ nodeServerId: 2 }]);
  await vi.waitFor(() => expect(heard).toEqual([String((before ?? 0n) + 1n)]), 10_000);
  await end();
});

test("a payload that breaks the event map stops the transaction", async () => {
  const wrong = transaction(db, async (tx) => {
    await tx.execute(sql`insert into app_user (email, role) values ('wrong@example.test', 'user')`);
    say(tx, Number.NaN);
  });
  await expect(wrong).rejects.toThrow();
  expect(await db.prisma.appUser.count({ where: { email: "wrong@example.test" } })).toBe(0);
});

test("under concurrent writers of both kinds no number ever becomes visible before a lower one", async () => {
  const others = openDatabase(db.url, { poolSize: 12, ingestPoolSize: 6 });
  let isDone = false;
  let last = (await readLogSpan(db)).newest;
  const first = last;
  const seen: bigint[] = [];
  const reading = (async () => {
    while (!isDone) {
      // A reader that goes on from the last number it saw: what becomes visible below it is lost to it.
      for (const { seq } of await readEvents(db, { after: last, limit: 50 })) {
        seen.push(seq);
        last = seq;
      }
    }
  })();
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    for (let round = 0; round < 40; round++) {
      const run = writer % 2 === 0 ? transaction : ingestTransaction;
      const wanted = run(others, async (tx: SqlTransaction) => {
        for (let count = 0; count <= (writer + round) % 4; count++) say(tx, writer);
        if ((writer + round) % 7 === 0) throw new Error("rolled back");
      });
      await wanted.catch((error: Error) => expect(error.message).toBe("rolled back"));
    }
  });
  await Promise.all(writers);
  const committed = await db.rows(sql`select seq from event_log where seq > ${first} order by seq`, z.object({ seq: z.bigint() }));
  await vi.waitFor(() => expect(last).toBe(committed.at(-1)?.seq), 10_000);
  isDone = true;
  await reading;
  expect(seen).toEqual(committed.map(({ seq }) => seq));
  await others.close();
});
