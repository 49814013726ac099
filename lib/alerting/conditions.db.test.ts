import { beforeEach, describe, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer, listenSince } from "#lib/fleet/testing/fleet";
import { conditionOf } from "./condition-registry.ts";

const db = testDatabase();
const run = (query: Sql) => db.prisma.$executeRaw(query);

/** What one rule of a kind sees now: `id observation value`. */
async function see(kind: string, params: object = {}): Promise<string[]> {
  const declared = conditionOf(kind);
  if (!declared) throw new Error(`No kind ${kind}`);
  const found = await declared.read(testContext(db, { now: noon }), [{ id: "rule", params: declared.params.parse(params) }]);
  return (found.get("rule") ?? []).map(({ resource, observation, value }) => `${resource.name} ${observation} ${value ?? "-"}`);
}

beforeEach(async () => {
  await run(sql`truncate node_server, job_definition, job_run, billing_event cascade`);
});

test("node_offline: offline is, maintenance is not; only the ones that are meant", async () => {
  const [down] = [
    await addServer(db, { name: "a", status: "offline" }),
    await addServer(db, { name: "b" }),
    await addServer(db, { name: "c", status: "maintenance" }),
  ];
  expect(await see("node_offline")).toEqual(["a true -", "b false -", "c false -"]);
  expect(await see("node_offline", { nodeServerIds: [down.id] })).toEqual(["a true -"]);
});

test("node_resource: the mean of the window decides; no sample is no data, also of who is offline; maintenance is not asked", async () => {
  const busy = await addServer(db, { name: "busy" });
  await addServer(db, { name: "quiet" });
  await addServer(db, { name: "away", status: "offline" });
  await addServer(db, { name: "resting", status: "maintenance" });
  for (const [seconds, cpu] of [
    [-600, 0],
    [-200, 99],
    [-100, 97],
  ] as const)
    await run(
      sql`insert into node_sample (node_server_id, at, cpu_percent, memory_used, memory_total) values (${busy.id}, ${fromNoon({ seconds })}, ${cpu}, 50, 200)`,
    );
  const silent = ["quiet no_data -", "away no_data -"];
  expect(await see("node_resource")).toEqual(["busy true 98", ...silent]);
  expect(await see("node_resource", { windowMinutes: 15 })).toEqual([expect.stringMatching(/^busy false 65\.3/), ...silent]);
  expect(await see("node_resource", { resource: "memory", abovePercent: 24 })).toEqual(["busy true 25", ...silent]);
  expect(await see("node_resource", { resource: "disk" })).toEqual(["busy no_data -", ...silent]);
});

test("no_heartbeat: by the last sign of life, whatever the status", async () => {
  await addServer(db, { name: "heard", lastOnlineAt: fromNoon({ seconds: -60 }) });
  await addServer(db, { name: "silent", lastOnlineAt: fromNoon({ hours: -2 }) });
  await addServer(db, { name: "resting", status: "maintenance", lastOnlineAt: fromNoon({ hours: -9 }) });
  await listenSince(db, fromNoon({ hours: -1 }), noon);
  expect(await see("no_heartbeat")).toEqual(["heard false 60", "silent true 7200"]);
  // We began to listen later than it would have had to be heard.
  await listenSince(db, fromNoon({ minutes: -59 }), noon);
  expect(await see("no_heartbeat")).toEqual(["heard false 60", "silent no_data 7200"]);
});

describe("jobs", () => {
  beforeEach(async () => {
    await run(sql`insert into job_definition (name, description, schedule, timeout_ms, start_within_ms, registered_at)
      values ('a.job', '', '{"everySeconds":60}', 1000, 60000, ${noon}), ('b.job', '', '{"onDemand":true}', 1000, 60000, ${noon})`);
  });
  const addRun = (minutes: number, status: string, lateS = 0) =>
    run(sql`insert into job_run (job, slot, due_at, started_at, finished_at, status, error) values ('a.job', ${String(minutes)}, ${fromNoon({ minutes })},
      ${fromNoon({ minutes, seconds: lateS })}, ${fromNoon({ minutes, seconds: lateS + 1 })}, ${status}, ${status === "failed" ? "no disk" : null})`);

  test("job_late: a slot that was missed; one that started late has started, and nothing is due of a job on demand", async () => {
    await addRun(0, "succeeded", 400);
    expect(await see("job_late")).toEqual(["a.job false 0", "b.job false 0"]);
    await run(
      sql`update job_run set due_at = ${fromNoon({ minutes: -10 })}, started_at = ${fromNoon({ minutes: -10 })}, finished_at = ${fromNoon({ minutes: -10 })}`,
    );
    const [late, onDemand] = await see("job_late");
    expect([late?.startsWith("a.job true"), onDemand]).toEqual([true, "b.job false 0"]);
    expect(await see("job_late", { afterSeconds: 5_000, jobs: ["a.job"] })).toEqual([expect.stringMatching(/^a\.job false/)]);
  });

  test("job_failed: in a row, and over with the next success", async () => {
    await addRun(-3, "succeeded");
    await addRun(-2, "failed");
    await addRun(-1, "failed");
    expect(await see("job_failed")).toEqual(["a.job true 2"]);
    expect(await see("job_failed", { times: 3 })).toEqual(["a.job false 2"]);
    await addRun(0, "succeeded");
    expect(await see("job_failed")).toEqual(["a.job false 0"]);
  });
});

test("package_backlog and dead_letters: nothing waits, nothing is wrong", async () => {
  expect(await see("package_backlog")).toEqual(["Billing false 0"]);
  expect(await see("dead_letters")).toEqual(["Billing events false 0"]);
});
