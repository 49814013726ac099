import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { testContext } from "#lib/auth/testing/context";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { addServer } from "#lib/fleet/testing/fleet";
import { addRule, alertsOf, stepsOf } from "./testing/rules.ts";

const db = testDatabase();
const run = (query: Sql) => db.prisma.$executeRaw(query);
const Text = z.object({ text: z.string() });

beforeEach(async () => {
  await run(sql`truncate alert, rule, rule_evaluation, node_server cascade`);
});

const evaluateAt = (seconds: number) => {
  const now = fromNoon({ seconds });
  return evaluateRules(testContext(db, { now }), now);
};
const setStatus = (id: number, status: string) => run(sql`update node_server set status = ${status} where id = ${id}`);

describe("the story of a node server", () => {
  test("offline for long enough: one alert, however often it is seen; back: resolved; again soon: the same alert", async () => {
    const rule = await addRule(db, { forSeconds: 60, clearSeconds: 30 });
    const server = await addServer(db, { status: "offline" });
    await addServer(db);
    for (const seconds of [0, 30]) await evaluateAt(seconds);
    expect((await alertsOf(db, rule)).map(({ status }) => status)).toEqual(["pending"]);
    expect(await evaluateAt(60)).toMatchObject({ fired: 1 });
    expect(await evaluateAt(90)).toMatchObject({ fired: 0, resolved: 0 });
    expect(await alertsOf(db, rule)).toMatchObject([{ status: "firing", resource_id: String(server.id), occurrences: 4 }]);
    await setStatus(server.id, "online");
    expect(await evaluateAt(120)).toMatchObject({ resolved: 0 });
    expect(await evaluateAt(150)).toMatchObject({ resolved: 1 });
    await setStatus(server.id, "offline");
    await evaluateAt(180);
    expect((await alertsOf(db, rule)).map(({ status }) => status)).toEqual(["resolved", "pending"]);
    expect(await evaluateAt(240)).toMatchObject({ fired: 0, reopened: 1 });
    expect(await alertsOf(db, rule)).toMatchObject([{ status: "firing", reopen_count: 1 }]);
    expect(await stepsOf(db, rule)).toEqual(["began", "fired", "resolved", "reopened"]);
  });

  test("a short absence leaves no alert behind", async () => {
    const rule = await addRule(db, { forSeconds: 60 });
    const server = await addServer(db, { status: "offline" });
    await evaluateAt(0);
    await setStatus(server.id, "online");
    await evaluateAt(30);
    expect(await alertsOf(db, rule)).toEqual([]);
  });

  test("a full disk of a server that goes offline is not known to be empty", async () => {
    const rule = await addRule(db, { kind: "node_resource", params: { resource: "disk" } });
    const { id } = await addServer(db);
    await run(sql`insert into node_sample (node_server_id, at, disk_used, disk_total) values (${id}, ${fromNoon({})}, 95, 100)`);
    await evaluateAt(30);
    await setStatus(id, "offline");
    for (const seconds of [60, 600, 900]) expect(await evaluateAt(seconds)).toMatchObject({ resolved: 0 });
    expect(await alertsOf(db, rule)).toMatchObject([{ status: "firing", occurrences: 2 }]);
    expect(await stepsOf(db, rule)).toEqual(["began", "fired", "data_missing"]);
  });

  test("a server that was deleted has no alert any more", async () => {
    const rule = await addRule(db);
    const server = await addServer(db, { status: "offline" });
    await evaluateAt(0);
    await run(sql`delete from node_server where id = ${server.id}`);
    await evaluateAt(30);
    expect((await alertsOf(db, rule)).map(({ status }) => status)).toEqual(["resolved"]);
  });
});

describe("exactly once", () => {
  test("two processes with the same slot: one of them writes", async () => {
    const rule = await addRule(db);
    await addServer(db, { status: "offline" });
    const both = await Promise.all([evaluateAt(0), evaluateAt(0)]);
    expect(both.map(({ isRepeated }) => isRepeated).sort()).toEqual([false, true]);
    expect(await alertsOf(db, rule)).toMatchObject([{ status: "firing", occurrences: 1 }]);
    expect(await evaluateAt(0)).toMatchObject({ isRepeated: true });
  });

  test("a second open alert of a fingerprint is refused by the database itself", async () => {
    const rule = await addRule(db);
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    const again = run(sql`
      insert into alert (fingerprint, rule_id, status, severity, source, title, message, started_at, fired_at, last_seen_at)
      select fingerprint, rule_id, 'firing', severity, source, title, message, started_at, fired_at, last_seen_at from alert where rule_id = ${rule}::uuid`);
    await expect(again).rejects.toThrow();
  });
});

describe("a rule that cannot look", () => {
  test.each(["stale", "firing", "ok"] as const)(
    "says why, stops no other, and its open alerts are stale, not resolved (no data: %s)",
    async (noData) => {
      const good = await addRule(db);
      const broken = await addRule(db, { noData });
      await addServer(db, { status: "offline" });
      await evaluateAt(0);
      await run(sql`update rule set kind = 'from_the_future' where id = ${broken}::uuid`);
      expect(await evaluateAt(30)).toMatchObject({ rules: 2, failed: 1 });
      expect(await alertsOf(db, good)).toMatchObject([{ status: "firing", occurrences: 2 }]);
      expect(await alertsOf(db, broken)).toMatchObject([{ status: "firing", occurrences: 1 }]);
      expect(await stepsOf(db, broken)).toEqual(["began", "fired", "data_missing"]);
      const [error] = await db.rows(sql`select error as text from rule where id = ${broken}::uuid`, Text);
      expect(error?.text).toContain("from_the_future");
    },
  );

  test("wrong parameters name the parameter", async () => {
    const rule = await addRule(db, { params: { nodeServerIds: ["x"] } });
    await addRule(db);
    await addServer(db, { status: "offline" });
    expect(await evaluateAt(0)).toMatchObject({ rules: 2, failed: 1, fired: 2 });
    const [error] = await db.rows(sql`select error as text from rule where id = ${rule}::uuid`, Text);
    expect(error?.text).toContain("nodeServerIds.0");
  });

  test("a disabled rule is not evaluated", async () => {
    await addRule(db, { isEnabled: false });
    expect(await evaluateAt(0)).toMatchObject({ rules: 0 });
  });
});

describe("an alert about the rule itself", () => {
  const About = z.object({ status: z.string(), source: z.string(), title: z.string(), message: z.string(), reopen_count: z.number() });
  const aboutRule = (id: string) =>
    db.rows(
      sql`select status, source, title, message, reopen_count from alert where resource_type = 'rule' and resource_id = ${id} order by started_at`,
      About,
    );
  const setKind = (id: string, kind: string) => run(sql`update rule set kind = ${kind} where id = ${id}::uuid`);

  test("fires at once, once; is resolved when the rule works again; and again soon is the same alert", async () => {
    const rule = await addRule(db, { kind: "from_the_future" });
    expect(await evaluateAt(0)).toMatchObject({ failed: 1, fired: 1 });
    expect(await evaluateAt(30)).toMatchObject({ failed: 1, fired: 0 });
    const [found, ...more] = await aboutRule(rule);
    expect(found).toMatchObject({ status: "firing", source: "system", title: "Rule cannot be evaluated: test from_the_future" });
    expect(found?.message).toContain("from_the_future");
    expect(more).toEqual([]);
    await setKind(rule, "node_offline");
    expect(await evaluateAt(60)).toMatchObject({ failed: 0, resolved: 0 });
    expect(await evaluateAt(120)).toMatchObject({ failed: 0, resolved: 1 });
    await setKind(rule, "from_the_future");
    expect(await evaluateAt(150)).toMatchObject({ fired: 0, reopened: 1 });
    expect(await aboutRule(rule)).toMatchObject([{ status: "firing", reopen_count: 1 }]);
  });

  test.each([
    ["switched off", (id: string) => run(sql`update rule set is_enabled = false where id = ${id}::uuid`)],
    ["deleted", (id: string) => run(sql`delete from rule where id = ${id}::uuid`)],
  ])("a rule that is %s has none any more", async (_, act) => {
    const rule = await addRule(db, { kind: "from_the_future" });
    await evaluateAt(0);
    await act(rule);
    for (const seconds of [30, 90]) await evaluateAt(seconds);
    expect((await aboutRule(rule)).map(({ status }) => status)).toEqual(["resolved"]);
  });

  test("a rule that hangs is given up at the limit; the others have done their work in the same evaluation", async () => {
    const hanging = await addRule(db, { kind: "job_failed" });
    const good = await addRule(db);
    await addServer(db, { status: "offline" });
    const ctx = testContext(db, { now: fromNoon({}) });
    await transaction(db, async (tx) => {
      await tx.execute(sql`lock table job_definition in access exclusive mode`);
      expect(await evaluateRules(ctx, ctx.now, 2_000)).toMatchObject({ rules: 2, failed: 1, fired: 2 });
    });
    expect(await alertsOf(db, good)).toMatchObject([{ status: "firing" }]);
    expect(await aboutRule(hanging)).toMatchObject([{ status: "firing", message: expect.stringContaining("timed out after 2 s") }]);
    for (const seconds of [30, 90]) expect(await evaluateAt(seconds)).toMatchObject({ failed: 0 });
    expect(await aboutRule(hanging)).toMatchObject([{ status: "resolved" }]);
  });

  test("a table that stays locked fails the rules that read it, by the limits of every day, and no other", async () => {
    const waiting = await addRule(db, { kind: "job_failed" });
    const good = await addRule(db);
    await addServer(db, { status: "offline" });
    await whileLocked(async () => {
      expect(await evaluateAt(0)).toMatchObject({ rules: 2, failed: 1, fired: 2 });
    });
    expect(await alertsOf(db, good)).toMatchObject([{ status: "firing" }]);
    expect(await aboutRule(waiting)).toMatchObject([{ status: "firing", message: expect.stringContaining("lock timeout") }]);
  });

  test("more rules that hang than there are connections leave some for the others", async () => {
    for (let index = 0; index < 10; index++) await addRule(db, { kind: "job_failed" });
    const good = await addRule(db);
    await addServer(db, { status: "offline" });
    const evaluate = (seconds: number) => evaluateRules(testContext(db, { now: fromNoon({ seconds }) }), fromNoon({ seconds }), 1_000);
    await whileLocked(async () => {
      for (const seconds of [0, 30]) expect(await evaluate(seconds)).toMatchObject({ rules: 11, failed: 10 });
    });
    expect(await alertsOf(db, good)).toMatchObject([{ status: "firing", occurrences: 2 }]);
    expect(await evaluateAt(60)).toMatchObject({ failed: 0 });
  });

  async function whileLocked(act: () => Promise<void>): Promise<void> {
    const holder = await db.pool.connect();
    try {
      await holder.query("begin; lock table job_definition in access exclusive mode");
      await act();
    } finally {
      await holder.query("rollback");
      holder.release();
    }
  }
});
