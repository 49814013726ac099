import { beforeEach, describe, expect, test } from "vitest";
import { createAppliance } from "#lib/appliances/create-appliance";
import { receiveInventory } from "#lib/appliances/receive-inventory";
import { recordTasks } from "#lib/appliances/record-tasks";
import { inventoryBody } from "#lib/appliances/testing/inventory";
import { testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { type Condition, maxReplayPoints } from "./condition.ts";
import { conditionOf } from "./condition-registry.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { addRule, alertsOf } from "./testing/rules.ts";

const db = testDatabase();
const at = (now: Date) => testContext(db, { now });

function known(kind: string): Condition {
  const declared = conditionOf(kind);
  if (!declared) throw new Error(`No kind ${kind}`);
  return declared;
}

/** What one rule of a kind sees: `name observation value`. */
async function see(kind: string, params: object = {}, now = noon): Promise<string[]> {
  const declared = known(kind);
  const found = await declared.read(at(now), [{ id: "rule", params: declared.params.parse(params) }]);
  return (found.get("rule") ?? []).map(({ resource, observation, value }) => `${resource.name} ${observation} ${value ?? "-"}`);
}

/** What it would have seen: `minutes from noon, observation, value` of each point. */
async function replay(kind: string, params: object, range: { from: Date; to: Date }): Promise<string[]> {
  const declared = known(kind);
  const series = (await declared.replay?.(at(noon), declared.params.parse(params), range)) ?? [];
  return series.flatMap(({ resource, points }) =>
    points.map(
      ({ at: pointAt, observation, value }) => `${resource.name} ${(pointAt.getTime() - noon.getTime()) / 60_000} ${observation} ${value}`,
    ),
  );
}

/** An appliance that filled by 10 of 1000 bytes a day up to `used` at noon. */
async function filling(name: string, used: number, days = 9): Promise<string> {
  const { id } = await createAppliance(at(fromNoon({ days: -days })), { name });
  for (let day = -days; day <= 0; day++)
    await receiveInventory(at(fromNoon({ days: day })), id, inventoryBody({ usedBytes: used + day * 10 }));
  return id;
}

beforeEach(async () => {
  await db.pool.query("truncate appliance, alert, rule, rule_evaluation cascade");
});

describe("storage_capacity", () => {
  test("by percent; by forecast where it is asked for", async () => {
    await filling("a", 700);
    await filling("b", 801);
    expect(await see("storage_capacity")).toEqual(["a / Repository repo-1 false 70", "b / Repository repo-1 true 80.1"]);
    expect(await see("storage_capacity", { abovePercent: 95 })).toEqual([
      "a / Repository repo-1 false 70",
      "b / Repository repo-1 false 80.1",
    ]);
    expect(await see("storage_capacity", { abovePercent: 95, fullWithinDays: 20 })).toEqual([
      "a / Repository repo-1 false 70",
      "b / Repository repo-1 true 80.1",
    ]);
    expect(await see("storage_capacity", { abovePercent: 95, fullWithinDays: 30 })).toEqual([
      "a / Repository repo-1 true 70",
      "b / Repository repo-1 true 80.1",
    ]);
  });

  test("what a silent appliance said is no data, however full", async () => {
    await filling("a", 990);
    expect(await see("storage_capacity", {}, fromNoon({ minutes: 15 }))).toEqual(["a / Repository repo-1 true 99"]);
    expect(await see("storage_capacity", {}, fromNoon({ minutes: 16 }))).toEqual(["a / Repository repo-1 no_data 99"]);
  });

  test("the past by the same words, with the forecast of that day", async () => {
    await filling("a", 800);
    const range = { from: fromNoon({ days: -2 }), to: fromNoon({ minutes: 1 }) };
    const name = "a / Repository repo-1";
    expect(await replay("storage_capacity", { abovePercent: 78 }, range)).toEqual([
      `${name} -2880 false 78`,
      `${name} -1440 true 79`,
      `${name} 0 true 80`,
    ]);
    expect(await replay("storage_capacity", { fullWithinDays: 21 }, range)).toEqual([
      `${name} -2880 false 78`,
      `${name} -1440 true 79`,
      `${name} 0 true 80`,
    ]);
  });

  test("a long past of many repositories is read up to the limit, with forecasts and without", { timeout: 60_000 }, async () => {
    const { id } = await createAppliance(at(noon), { name: "a" });
    const range = { from: fromNoon({ days: -90 }), to: noon };
    await db.pool.query(
      `insert into appliance_capacity (appliance_id, repository_id, bucket, at, total_bytes, used_bytes)
      select $1, 'r' || r, $2::timestamptz + q * interval '15 minutes', $2::timestamptz + q * interval '15 minutes', 1000000, 1000 + q
      from generate_series(1, 24) r, generate_series(0, 8639) q`,
      [id, range.from],
    );
    const { replay: read, params } = known("storage_capacity");
    for (const given of [{}, { fullWithinDays: 30 }]) {
      const series = (await read?.(at(noon), params.parse(given), range)) ?? [];
      expect(series.reduce((sum, { points }) => sum + points.length, 0)).toBe(maxReplayPoints);
    }
  });
});

describe("task_failure", () => {
  test("counts the last hour, and ends by itself", async () => {
    const { id } = await createAppliance(at(noon), { name: "a" });
    await createAppliance(at(noon), { name: "b" });
    for (const minutes of [-61, -60, -30])
      await recordTasks(at(fromNoon({ minutes })), id, { id: `t${minutes}`, status: "failed", name: "Nightly", message: "no tape" });
    await recordTasks(at(noon), id, { id: "good", status: "completed" });
    expect(await see("task_failure")).toEqual(["a true 1", "b false 0"]);
    expect(await see("task_failure", { lookBackMinutes: 90, atLeast: 3 })).toEqual(["a true 3", "b false 0"]);
    expect(await see("task_failure", {}, fromNoon({ minutes: 30 }))).toEqual(["a false 0", "b false 0"]);
    const found = await known("task_failure").read(at(noon), [{ id: "rule", params: known("task_failure").params.parse({}) }]);
    expect(found.get("rule")?.[0]?.message).toBe("1 task of a failed in 60 min, the last one Nightly: no tape");
  });

  test("a message that is cut ends with a whole character: no rule suffers from what a task says", async () => {
    const { id } = await createAppliance(at(noon), { name: "a" });
    await recordTasks(at(noon), id, { id: "t", status: "failed", name: "Nightly", message: `${"x".repeat(299)}💾💾` });
    const rule = await addRule(db, { kind: "task_failure" });
    expect(await evaluateRules(at(noon), noon)).toMatchObject({ failed: 0, fired: 1 });
    expect(await alertsOf(db, rule)).toMatchObject([{ status: "firing" }]);
  });

  test("the past changes when a failure comes and when it is old", async () => {
    const { id } = await createAppliance(at(noon), { name: "a" });
    for (const minutes of [-100, -80]) await recordTasks(at(fromNoon({ minutes })), id, { id: `t${minutes}`, status: "failed" });
    expect(await replay("task_failure", {}, { from: fromNoon({ minutes: -90 }), to: noon })).toEqual([
      "a -90 true 1",
      "a -80 true 2",
      "a -40 true 1",
      "a -20 false 0",
    ]);
  });
});

test("appliance_silent: by the last report of any kind; a new one has the same time", async () => {
  const [{ id }] = [
    await createAppliance(at(fromNoon({ days: -1 })), { name: "a" }),
    await createAppliance(at(fromNoon({ minutes: -20 })), { name: "b" }),
  ];
  await createAppliance(at(fromNoon({ minutes: -5 })), { name: "c" });
  await recordTasks(at(fromNoon({ minutes: -10 })), id, { id: "t1", status: "running" });
  expect(await see("appliance_silent")).toEqual(["a false 600", "b true 1200", "c false 300"]);
  expect(await see("appliance_silent", { afterSeconds: 400 })).toEqual(["a true 600", "b true 1200", "c false 300"]);
});
