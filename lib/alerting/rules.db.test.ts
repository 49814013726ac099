import { beforeEach, describe, expect, test } from "vitest";
import { createRule } from "#lib/alerting/create-rule";
import { deleteRule } from "#lib/alerting/delete-rule";
import { ensureDefaultRules } from "#lib/alerting/ensure-default-rules";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listAlerts } from "#lib/alerting/list-alerts";
import { listConditionKinds } from "#lib/alerting/list-condition-kinds";
import { listRules } from "#lib/alerting/list-rules";
import { resolveAlert } from "#lib/alerting/resolve-alert";
import { showRule } from "#lib/alerting/show-rule";
import { updateRule } from "#lib/alerting/update-rule";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const evaluateAt = (seconds: number) => evaluateRules(testContext(db, { now: fromNoon({ seconds }) }), fromNoon({ seconds }));
const offline = { name: "Offline", kind: "node_offline", severity: "critical", clearSeconds: 0 } as const;

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, default_rule, node_server cascade`);
});

describe("writing rules", () => {
  test("defaults are filled in, and the rule says itself in words", async () => {
    const rule = await createRule(ctx, { ...offline, forSeconds: 120 });
    expect(rule).toMatchObject({
      params: { nodeServerIds: [] },
      state: "never_evaluated",
      noData: "stale",
      source: "node",
      isDefault: false,
    });
    expect(rule.words).toBe("Critical when a node server is offline, for 2 min.");
  });

  test.each([
    ["an unknown kind", { kind: "moon_phase" }, "kind"],
    ["an unknown parameter", { params: { colour: "red" } }, "params.colour"],
    ["a wrong parameter", { params: { nodeServerIds: [-1] } }, "params.nodeServerIds.0"],
  ])("%s is 422 and named", async (_, change, path) => {
    const refused = createRule(ctx, { ...offline, ...change });
    await expect(refused).rejects.toMatchObject({ code: "unprocessable", errors: [expect.objectContaining({ path })] });
    const { id } = await createRule(ctx, offline);
    await expect(updateRule(ctx, { id, ...change })).rejects.toMatchObject({ code: "unprocessable" });
  });

  test("reading is not writing; what does not exist is not found", async () => {
    await expect(createRule(reader, offline)).rejects.toMatchObject({ code: "forbidden" });
    const id = crypto.randomUUID();
    for (const act of [showRule, deleteRule, updateRule]) await expect(act(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("what becomes of open alerts", () => {
  const firing = async () => (await listAlerts(reader, { status: "firing" })).items;

  test.each([
    ["switched off", (id: string) => updateRule(ctx, { id, isEnabled: false })],
    ["made another", (id: string) => updateRule(ctx, { id, kind: "no_heartbeat" })],
    ["deleted", (id: string) => deleteRule(ctx, { id })],
  ])("a rule that is %s: resolved, kept, and said why", async (_, act) => {
    const { id } = await createRule(ctx, offline);
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    expect(await firing()).toHaveLength(1);
    expect(await showRule(reader, { id })).toMatchObject({ state: "firing", openCount: 1, resourceCount: 1 });
    await act(id);
    expect(await firing()).toEqual([]);
    expect((await listAlerts(reader, { status: "resolved" })).items).toHaveLength(1);
  });

  test.each([
    ["switched off", (id: string) => updateRule(ctx, { id, isEnabled: false })],
    ["made another", (id: string) => updateRule(ctx, { id, kind: "no_heartbeat" })],
    ["deleted", (id: string) => deleteRule(ctx, { id })],
  ])("what was resolved by hand does not wait for a rule that is %s", async (_, act) => {
    const { id } = await createRule(ctx, offline);
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    const [{ id: alertId = "" } = {}] = await firing();
    expect(await resolveAlert(ctx, { id: alertId })).toMatchObject({ willReopen: true });
    await act(id);
    expect((await listAlerts(reader, { status: "resolved" })).items).toMatchObject([{ id: alertId, willReopen: false }]);
  });

  test("another severity: the alert goes on and has it after the next evaluation", async () => {
    const { id } = await createRule(ctx, offline);
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    await updateRule(ctx, { id, severity: "info" });
    await evaluateAt(30);
    expect(await firing()).toMatchObject([{ severity: "info", occurrences: 2 }]);
  });
});

test("the product's own rules are made once, and one that was deleted stays away", async () => {
  const ensure = (now: Date) => transaction(db, (tx) => ensureDefaultRules(tx, now));
  const [first, second] = await Promise.all([ensure(noon), ensure(noon)]);
  expect(Math.max(first, second)).toBeGreaterThan(5);
  expect(Math.min(first, second)).toBe(0);
  const { items } = await listRules(reader, { limit: 500 });
  expect(items.every(({ isDefault, state }) => isDefault && state === "never_evaluated")).toBe(true);
  await deleteRule(ctx, { id: items[0]?.id ?? "" });
  expect(await ensure(noon)).toBe(0);
  expect((await listRules(reader, { limit: 500 })).items).toHaveLength(items.length - 1);
  const page = await listRules(reader, { limit: 2 });
  const next = await listRules(reader, { limit: 2, cursor: page.nextCursor ?? "" });
  expect([...page.items, ...next.items].map(({ id }) => id)).toEqual(items.slice(1, 5).map(({ id }) => id));
});

test("kinds tell an editor everything: parameters as JSON Schema, words, whether there is a past to try them on", async () => {
  const { items } = await listConditionKinds(reader, {});
  const found = items.find(({ kind }) => kind === "node_resource");
  expect(found).toMatchObject({ unit: "%", canPreview: true, params: { type: "object", properties: { abovePercent: { default: 90 } } } });
});
