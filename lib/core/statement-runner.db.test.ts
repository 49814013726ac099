import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "#lib/core/database";
import { prepared } from "#lib/core/prepared";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";

const db = testDatabase();
const open: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(open.map((each) => each.close())));

/** The same database over one connection, so that what it has prepared can be seen. */
function oneConnection(parameters = "") {
  const own = openDatabase(db.url + (parameters && `?${parameters}`), { poolSize: 1 });
  open.push(own);
  const Row = z.object({ name: z.string() });
  const names = async () =>
    (await own.rows(sql`select name from pg_prepared_statements where name like 'fleetlight%'`, Row)).map(({ name }) => name);
  return { own, names };
}

const Answer = z.object({ answer: z.number() });
const ask = (value: number) => prepared(sql`select ${value}::int as answer`);

test("a marked statement is prepared once, others never", async () => {
  const { own, names } = oneConnection();
  for (const value of [1, 2, 3]) expect(await own.rows(ask(value), Answer)).toEqual([{ answer: value }]);
  await own.rows(sql`select ${4}::int as answer`, Answer);
  expect(await names()).toHaveLength(1);
});

test("no more than 64 texts are kept, and the rest are answered all the same", async () => {
  const { own, names } = oneConnection();
  const texts = Array.from({ length: 80 }, (_, index) =>
    prepared({ ...sql`select 1 as answer`, text: `select ${index} as answer` } as Sql),
  );
  for (const [index, text] of texts.entries()) expect(await own.rows(text, Answer)).toEqual([{ answer: index }]);
  expect(await names()).toHaveLength(64);
});

test("a table that changed is read anew, also by many at once", async () => {
  const { own } = oneConnection();
  const Row = z.looseObject({ id: z.number() });
  const read = () => own.rows(prepared(sql`select * from changing where id > ${0}::int`), Row);
  await own.pool.query("create table changing (id int); insert into changing values (1)");
  expect(await read()).toEqual([{ id: 1 }]);
  await own.pool.query("alter table changing add column more text default 'x'");
  const all = await Promise.all([read(), read(), read()]);
  expect(all).toEqual(Array.from({ length: 3 }, () => [{ id: 1, more: "x" }]));
  expect(await read()).toEqual([{ id: 1, more: "x" }]);
});

describe("behind a pooler that hands sessions around", () => {
  test("`pgbouncer=true` prepares nothing", async () => {
    const { own, names } = oneConnection("pgbouncer=true");
    expect(await own.rows(ask(1), Answer)).toEqual([{ answer: 1 }]);
    expect(await names()).toEqual([]);
  });

  test("one that forgets our statements is found out; nothing fails and nothing is prepared again", async () => {
    const { own, names } = oneConnection();
    await own.rows(ask(1), Answer);
    await own.pool.query("deallocate all");
    expect(await own.rows(ask(2), Answer)).toEqual([{ answer: 2 }]);
    expect(await own.rows(ask(3), Answer)).toEqual([{ answer: 3 }]);
    expect(await names()).toEqual([]);
  });
});

test("what PostgreSQL refuses is refused once, as before", async () => {
  const { own } = oneConnection();
  await expect(own.rows(prepared(sql`select 1 / ${0}::int as answer`), Answer)).rejects.toMatchObject({ code: "22012" });
});
