import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { listAudit } from "#lib/auth/list-audit";
import { listAuditNames } from "#lib/auth/list-audit-names";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();
/** A large log; its scan would read some hundred pages. */
const rowCount = 40_000;
const actorOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

beforeAll(async () => {
  await db.rows(
    sql`
    insert into audit_log (at, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, diff)
    select ${noon}::timestamptz - (n / 3) * interval '1 second', 'user',
      ('00000000-0000-4000-8000-' || lpad((n % 400)::text, 12, '0'))::uuid, 'user-' || (n % 400) || '@example.test',
      'thing.verb-' || (n % 40), 'kind-' || (n % 8), (n % 5000)::text, '{"name": ["a", "b"]}'
    from generate_series(0, ${rowCount - 1}::int) n returning 1`,
    z.object({}),
  );
  await db.pool.query("vacuum analyze audit_log");
});

const filters: [string, Parameters<typeof listAudit>[1]][] = [
  ["nothing", {}],
  ["an actor's id", { actorId: actorOf(17) }],
  ["an actor's label", { actor: "user-17@example.test" }],
  ["an action", { action: "thing.verb-7" }],
  ["an action that never was", { action: "thing.verb-99" }],
  ["a kind", { subjectKind: "kind-3" }],
  ["one thing", { subjectKind: "kind-3", subjectId: "1403" }],
  ["an id of any kind", { subjectId: "1403" }],
  ["a day long ago", { from: fromNoon({ hours: -3 }).toISOString(), to: fromNoon({ hours: -2 }).toISOString() }],
  ["a time before the log", { to: fromNoon({ days: -9 }).toISOString() }],
  ["an action long ago", { action: "thing.verb-7", to: fromNoon({ hours: -3 }).toISOString() }],
];

test.each(filters)("filtered by %s it reads no more than its page", async (_name, filter) => {
  const buffers = await countBuffers(db, (counted) => listAudit(testContext(counted), filter));
  expect(buffers).toBeLessThan(130);
});

test.each(filters)("filtered by %s the pages are the whole, in order", async (_name, filter) => {
  const ctx = testContext(db);
  const seen: { at: string; id: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(ctx, { ...filter, limit: 500, cursor });
    seen.push(...page.items.map(({ at, id }) => ({ at, id })));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && seen.length < 3_000);
  const inOrder = seen.toSorted((a, b) => b.at.localeCompare(a.at) || Number(b.id) - Number(a.id));
  expect(seen).toEqual(inOrder);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
});

test("its names are found step by step, not by reading the log", async () => {
  const names = await listAuditNames(testContext(db), {});
  expect([names.actions.length, names.subjectKinds.length, names.actors.length]).toEqual([40, 8, 400]);
  expect(await countBuffers(db, (counted) => listAuditNames(testContext(counted), {}))).toBeLessThan(3_000);
});
