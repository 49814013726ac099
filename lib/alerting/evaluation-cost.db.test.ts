import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { deleteRule } from "#lib/alerting/delete-rule";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listRules } from "#lib/alerting/list-rules";
import { showRule } from "#lib/alerting/show-rule";
import { updateRule } from "#lib/alerting/update-rule";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { type Sql, sql } from "#lib/core/sql";
import { countBuffers } from "#lib/core/testing/count-buffers";
import { countStatements } from "#lib/core/testing/count-statements";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { type Transaction, transaction } from "#lib/core/transaction";
import { addServer } from "#lib/fleet/testing/fleet";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { readRelevant } from "./internal/read-relevant.ts";
import { changeRule } from "./internal/store-rule.ts";
import { addRule, alertsOf } from "./testing/rules.ts";

const db = testDatabase();
const run = (query: Sql) => db.prisma.$executeRaw(query);
const operator = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const at = (seconds: number) => fromNoon({ seconds });
const evaluateAt = (seconds: number) => evaluateRules(testContext(db, { now: at(seconds) }), at(seconds));
const ruleOf = (id: string) => showRule(operator, { id });

const Version = z.object({ id: z.string(), version: z.string() });
/** Which version of each rule's row is stored: it is another one after every write. */
const versions = () => db.rows(sql`select id, xmin::text as version from rule order by id`, Version);

beforeEach(async () => {
  await run(sql`truncate alert, rule, rule_evaluation, rule_look, node_server cascade`);
});

async function addRules(count: number): Promise<void> {
  const { id } = await addServer(db);
  const params = JSON.stringify({ nodeServerIds: [id] });
  await run(sql`
    insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, created_at, updated_at)
    select 'rule ' || n, 'node_offline', ${params}::jsonb, 'critical', 0, 0, 600, 'stale', ${noon}::timestamptz, ${noon}::timestamptz
    from generate_series(1, ${count}::int) n`);
}

describe("rules that are as they were", () => {
  test("are not written, and still say when they looked last", async () => {
    await addRules(300);
    await evaluateAt(0);
    const before = await versions();
    expect(await evaluateAt(30)).toMatchObject({ rules: 300, failed: 0, isRepeated: false });
    expect(await versions()).toEqual(before);
    const { items } = await listRules(operator, { limit: 500 });
    expect(new Set(items.map(({ evaluatedAt, state, resourceCount }) => `${evaluatedAt} ${state} ${resourceCount}`))).toEqual(
      new Set([`${at(30).toISOString()} ok 1`]),
    );
    expect(items.every(({ durationMs }) => durationMs !== null && durationMs > 0)).toBe(true);
  });

  test("two hundred are as many statements as two", async () => {
    await addRules(2);
    await evaluateAt(0);
    const ofTwo = await countStatements(db, () => evaluateAt(30));
    await addRules(198);
    await evaluateAt(60);
    expect(await countStatements(db, () => evaluateAt(90))).toBe(ofTwo);
    expect(ofTwo).toBeGreaterThan(5);
  });

  test("one that finds something else is written, the others are not", async () => {
    await addRules(20);
    const all = await addRule(db);
    await evaluateAt(0);
    const before = await versions();
    await addServer(db);
    await evaluateAt(30);
    const after = await versions();
    expect(after.filter(({ version }, index) => version !== before[index]?.version).map(({ id }) => id)).toEqual([all]);
    expect(await ruleOf(all)).toMatchObject({ resourceCount: 2, evaluatedAt: at(30).toISOString() });
  });

  test("years of ended alerts are not read", async () => {
    await addRules(1);
    await run(sql`
      insert into alert (fingerprint, rule_id, status, severity, source, title, message, started_at, fired_at, resolved_at, last_seen_at)
      select 'ended/' || n, r.id, 'resolved', 'critical', 'node', 'ended', 'ended', ended, ended, ended, ended
      from generate_series(1, 20000) n, rule r, lateral (select ${noon}::timestamptz - n * interval '10 minutes' as ended) e`);
    await db.pool.query("vacuum analyze alert");
    const read = async (counted: typeof db) => expect(await readRelevant(counted, 1_801, noon)).toHaveLength(3);
    expect(await countBuffers(db, read)).toBeLessThan(30);
  });
});

describe("when a rule looked last", () => {
  test("one that is switched off stays at the time when it did; switched on, it waits for its next", async () => {
    const rule = await addRule(db);
    await addRule(db);
    for (const seconds of [0, 30]) await evaluateAt(seconds);
    await updateRule(operator, { id: rule, isEnabled: false });
    await evaluateAt(60);
    expect(await ruleOf(rule)).toMatchObject({ state: "disabled", evaluatedAt: at(30).toISOString() });
    await updateRule(operator, { id: rule, isEnabled: true });
    expect(await ruleOf(rule)).toMatchObject({ evaluatedAt: at(30).toISOString() });
    await evaluateAt(90);
    expect(await ruleOf(rule)).toMatchObject({ evaluatedAt: at(90).toISOString() });
  });

  test("one that becomes another kind has not looked as that", async () => {
    const [rule, other] = [await addRule(db), await addRule(db, { kind: "no_heartbeat" })];
    await evaluateAt(0);
    await run(sql`update rule set is_enabled = false where id = ${rule}::uuid`);
    await evaluateAt(30);
    await updateRule(operator, { id: rule, kind: "no_heartbeat" });
    expect(await ruleOf(rule)).toMatchObject({ kind: "no_heartbeat", evaluatedAt: at(0).toISOString() });
    expect(await ruleOf(other)).toMatchObject({ evaluatedAt: at(30).toISOString() });
  });

  test("one that failed looks by itself and says its own time; well again, it goes on with its kind", async () => {
    const [rule, other] = [await addRule(db, { params: { nodeServerIds: ["x"] } }), await addRule(db)];
    for (const seconds of [0, 30]) await evaluateAt(seconds);
    expect(await ruleOf(rule)).toMatchObject({ state: "failing", evaluatedAt: at(30).toISOString(), durationMs: 0 });
    await run(sql`update rule set params = '{}' where id = ${rule}::uuid`);
    for (const seconds of [60, 90]) {
      await evaluateAt(seconds);
      expect(await ruleOf(rule)).toMatchObject({ state: "ok", error: null, evaluatedAt: at(seconds).toISOString() });
      if (seconds === 60) expect((await ruleOf(rule)).durationMs).not.toBe((await ruleOf(other)).durationMs);
    }
    const before = await versions();
    await evaluateAt(120);
    expect(await versions()).toEqual(before);
    expect((await ruleOf(rule)).durationMs).toBe((await ruleOf(other)).durationMs);
  });
});

describe("what happens while an evaluation looks", () => {
  const Waiting = z.object({ count: column.count });

  async function oneWaits(): Promise<void> {
    const isWaiting = sql`select count(*) as count from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`;
    await expect.poll(async () => (await db.rows(isWaiting, Waiting))[0]?.count).toBe(1);
  }

  /** Lets an evaluation look, does `meanwhile` before it may write, and waits for its end. */
  async function evaluateAround(seconds: number, meanwhile: (tx: Transaction) => Promise<unknown>): Promise<void> {
    const evaluation = await transaction(db, async (tx) => {
      await lockAlerts(tx);
      const started = evaluateAt(seconds);
      await oneWaits();
      await meanwhile(tx);
      return { started };
    });
    expect(await evaluation.started).toMatchObject({ isRepeated: false });
  }

  test("another evaluation: what this one found is noted, not taken for known", async () => {
    const rule = await addRule(db);
    await addServer(db);
    await evaluateAt(0);
    await evaluateAround(60, async (tx) => {
      await tx.execute(
        sql`insert into rule_evaluation (slot, rule_count, failed_count, duration_ms) values (${at(30)}::timestamptz, 1, 0, 1)`,
      );
      await tx.execute(sql`update rule set resource_count = 9`);
    });
    expect(await ruleOf(rule)).toMatchObject({ resourceCount: 1 });
  });

  test.each([
    ["became another kind", sql`update rule set kind = 'no_heartbeat'`],
    ["was switched off", sql`update rule set is_enabled = false`],
  ])("a rule that %s has not been looked at", async (_, change) => {
    const rule = await addRule(db);
    await evaluateAround(0, (tx) => tx.execute(change));
    expect(await ruleOf(rule)).toMatchObject({ evaluatedAt: null });
  });

  test("a rule that is switched off holds nothing open, and begins nothing: no later evaluation would end it", async () => {
    const [rule, other] = [await addRule(db), await addRule(db)];
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    await addServer(db, { status: "offline" });
    await evaluateAround(30, (tx) => changeRule(tx, operator, rule, { isEnabled: false }));
    expect((await alertsOf(db, rule)).map(({ status }) => status)).toEqual(["resolved"]);
    expect((await alertsOf(db, other)).map(({ status }) => status)).toEqual(["firing", "firing"]);
  });

  test("a rule that is deleted costs no other its evaluation", async () => {
    const [rule, other] = [await addRule(db), await addRule(db)];
    await addServer(db, { status: "offline" });
    await evaluateAround(0, (tx) => tx.execute(sql`delete from rule where id = ${rule}::uuid`));
    expect(await alertsOf(db, other)).toMatchObject([{ status: "firing" }]);
  });

  test.each([
    ["changes", (id: string) => updateRule(operator, { id, isEnabled: false })],
    ["is deleted", (id: string) => deleteRule(operator, { id })],
  ])("a rule that %s meanwhile waits for its turn before it holds anything that the evaluation needs", async (_, act) => {
    const rule = await addRule(db);
    const { acting } = await transaction(db, async (tx) => {
      await lockAlerts(tx);
      const acting = act(rule);
      await oneWaits();
      await tx.execute(sql`update rule set stale_count = 1 where id = ${rule}::uuid`);
      return { acting };
    });
    await acting;
  });
});
