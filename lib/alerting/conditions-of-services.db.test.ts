import { beforeEach, describe, expect, test } from "vitest";
import { previewRule } from "#lib/alerting/preview-rule";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { type Sql, sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addClient, addServer } from "#lib/fleet/testing/fleet";
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
  await run(sql`truncate node_server, job_process, notification_target, billing_event, usage_line, node_client_usage cascade`);
});

describe("service_down", () => {
  const addProcess = (seconds: number) =>
    run(
      sql`insert into job_process (id, name, started_at, seen_at) values (gen_random_uuid(), 'host 1', ${fromNoon({ hours: -1 })}, ${fromNoon({ seconds })})`,
    );
  const addTarget = (description: string, pausedAt: Date | null, failingSince: Date | null, isEnabled = true) =>
    run(sql`insert into notification_target (kind, description, is_enabled, paused_at, paused_reason, failing_since, last_error, created_at)
      values ('webhook', ${description}, ${isEnabled}, ${pausedAt}, ${pausedAt && "failed for a day"}, ${failingSince}, 'HTTP 500', ${noon})`);

  test("jobs: nobody who runs them, or fewer than wanted", async () => {
    const jobs = { services: ["jobs"] };
    expect(await see("service_down", jobs)).toEqual(["Job processes true 0"]);
    await addProcess(-120);
    expect(await see("service_down", jobs)).toEqual(["Job processes true 0"]);
    await addProcess(-5);
    expect(await see("service_down", jobs)).toEqual(["Job processes false 1"]);
    expect(await see("service_down", { ...jobs, minProcesses: 2 })).toEqual(["Job processes true 1"]);
  });

  test("notifications: paused, or failing for long enough; one that somebody switched off is nobody's business", async () => {
    await addTarget("well", null, null);
    await addTarget("paused", noon, null);
    await addTarget("failing", null, fromNoon({ minutes: -6 }));
    await addTarget("stumbling", null, fromNoon({ minutes: -1 }));
    await addTarget("off", noon, null, false);
    expect((await see("service_down", { services: ["notifications"] })).sort()).toEqual([
      "failing true -",
      "paused true -",
      "stumbling false -",
      "well false -",
    ]);
  });

  test("a channel that somebody switched off is nobody's business, though what waits for it is still sent", async () => {
    for (const isEnabled of [true, false]) {
      const name = isEnabled ? "on" : "off";
      await addTarget(name, null, fromNoon({ minutes: -6 }));
      await run(sql`insert into notification_channel (name, kind, config, target_id, is_enabled, created_at, updated_at)
        select ${name}, 'ntfy', '{}', id, ${isEnabled}, ${noon}, ${noon} from notification_target where description = ${name}`);
    }
    expect(await see("service_down", { services: ["notifications"] })).toEqual(["on true -"]);
  });
});

describe("queue_depth", () => {
  test("what waits is counted, what is done is not; only the queues that are meant", async () => {
    const { id: userId } = await testUser(db);
    for (const state of ["queued", "queued", "done"])
      await run(sql`insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at)
        values ('test', 'PackageExpiringEvent', ${userId}::uuid, '{}', ${noon}, ${state}, ${noon})`);
    expect(await see("queue_depth")).toEqual(["Billing events false 2", "Deliveries false 0"]);
    expect(await see("queue_depth", { above: 1, queues: ["billing-events"] })).toEqual(["Billing events true 2"]);
  });
});

describe("ingest_lag", () => {
  test("lines that nobody has billed, and reports that were refused", async () => {
    const server = await addServer(db, { name: "a" });
    await addServer(db, { name: "b" });
    expect(await see("ingest_lag")).toEqual(["Reported traffic false 0", "a false -", "b false -"]);
    await run(sql`insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download)
      values (${fromNoon({ minutes: -10 })}, gen_random_uuid(), 1, 1, 1, 1, 1, 1, 1, 1)`);
    for (const seconds of [-10, -20, -7_200])
      await run(
        sql`insert into usage_refusal (node_server_id, at, code, detail) values (${server.id}, ${fromNoon({ seconds })}, 'bad', '')`,
      );
    expect(await see("ingest_lag", { refusedReports: 2 })).toEqual(["Reported traffic true 600", "a true -", "b false -"]);
    expect(await see("ingest_lag", { refusedReports: 0, olderThanSeconds: 900 })).toEqual(["Reported traffic false 600"]);
  });
});

describe("traffic_anomaly", () => {
  const mebi = 1_048_576;
  const addHour = (clientId: number, hours: number, bytes: number) =>
    run(sql`insert into node_client_usage (node_client_id, bucket, raw_upload, raw_download, billed_upload, billed_download)
      values (${clientId}, ${fromNoon({ hours }).getTime() / 900_000}::int, 0, ${bytes}, 0, 0)`);
  const rule = { minimumBytes: mebi };

  test("the last full hour against the same hour of the days before; nothing known is no data", async () => {
    expect(await see("traffic_anomaly")).toEqual(["Fleet no_data -"]);
    const server = await addServer(db, { name: "a" });
    await addServer(db, { name: "b" });
    const client = await addClient(db, server.id);
    for (const days of [1, 2]) await addHour(client.id, -1 - 24 * days, 100 * mebi);
    await addHour(client.id, -3, 999 * mebi);
    expect(await see("traffic_anomaly", rule)).toEqual(["Fleet true -100"]);
    await addHour(client.id, -1, 60 * mebi);
    expect(await see("traffic_anomaly", rule)).toEqual(["Fleet false -40"]);
    expect(await see("traffic_anomaly", { ...rule, percent: 30, per: "node_server" })).toEqual(["a true -40", "b false -"]);
    expect(await see("traffic_anomaly", { ...rule, percent: 30, direction: "spike" })).toEqual(["Fleet false -40"]);
    expect(await see("traffic_anomaly", { percent: 30 })).toEqual(["Fleet false -40"]);
  });

  test("over the past: every hour as it would have been seen when it was over", async () => {
    const client = await addClient(db, (await addServer(db)).id);
    for (const hours of [-50, -49, -48, -26, -25, -24, -2]) await addHour(client.id, hours, 100 * mebi);
    await addHour(client.id, -1, 5 * mebi);
    const preview = await previewRule(testContext(db, { actor: keyActor(["monitoring:read"]) }), {
      kind: "traffic_anomaly",
      severity: "warning",
      clearSeconds: 0,
      params: rule,
      from: fromNoon({ hours: -3 }).toISOString(),
      to: fromNoon({ hours: 1 }).toISOString(),
    });
    expect(preview.resources).toEqual([]);
    const later = await previewRule(testContext(db, { actor: keyActor(["monitoring:read"]), now: fromNoon({ hours: 1 }) }), {
      kind: "traffic_anomaly",
      severity: "warning",
      clearSeconds: 0,
      params: rule,
      from: fromNoon({ hours: -3 }).toISOString(),
    });
    expect(later.resources).toMatchObject([
      { name: "Fleet", firings: [{ firedAt: fromNoon({}).toISOString(), endedAt: null, peak: -95 }] },
    ]);
  });
});
