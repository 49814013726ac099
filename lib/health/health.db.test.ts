import { afterEach, beforeEach, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { readiness } from "#lib/core/readiness";
import { hashSecret, newSecret } from "#lib/core/secrets";
import { forgetSingleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { answerHealth } from "./answer-health.ts";
import { currentHealth } from "./current-health.ts";
import { purgeHealth } from "./purge-health.ts";
import { recordHealth } from "./record-health.ts";
import type { HealthStatus } from "./schema.ts";
import { showHealthHistory } from "./show-health-history.ts";

const db = testDatabase();

beforeEach(async () => {
  forgetSingleton("health");
  await db.prisma.$executeRaw(sql`truncate component_health, component_health_change, event_log, job_process`);
});
afterEach(() => {
  readiness().isDatabaseAway = false;
});

/** A key as a script would send it. */
async function key(permissions: string[]): Promise<string> {
  const [prefix, secret] = [newSecret(12).replaceAll(/[-_]/g, "a").slice(0, 10), newSecret()];
  const text = `fl_${prefix}_${secret}`;
  await db.prisma.$executeRaw(
    sql`insert into api_key (prefix, secret_hash, name, permissions) values (${prefix}, ${hashSecret(text)}, 'test', ${permissions})`,
  );
  return `Bearer ${text}`;
}

async function ask(
  authorization?: string,
): Promise<{ status: number; body: { status: string; components?: { name: string; status: string }[] } }> {
  const request = new Request("http://localhost/api/v1/health", { headers: authorization ? { authorization } : {} });
  const response = await answerHealth(request, { params: Promise.resolve({}) });
  return { status: response.status, body: await response.json() };
}

const aJobProcess = () =>
  db.prisma.$executeRaw(sql`insert into job_process (id, name, started_at, seen_at) values (gen_random_uuid(), 'here', now(), now())`);

test("a stranger, a wrong key and a key without the permission learn the status and nothing else", async () => {
  await aJobProcess();
  for (const authorization of [undefined, "Bearer fl_aaaaaaaaaa_nonsense", await key(["fleet:read"])])
    expect(await ask(authorization)).toEqual({ status: 200, body: { status: "healthy" } });
});

test("with monitoring:read: every component with what was measured", async () => {
  await aJobProcess();
  const { status, body } = await ask(await key(["monitoring:read"]));
  expect(status).toBe(200);
  expect(Object.keys(body)).toEqual(["status", "timestamp", "version", "uptimeSeconds", "components"]);
  expect(body.components?.map(({ name }) => name)).toEqual(["database", "jobs", "ingest", "queues", "notifications", "application"]);
  expect(body.components?.[0]).toEqual({
    name: "database",
    status: "healthy",
    message: expect.stringMatching(/^Connected in \d+ ms, answered in \d+ ms; no replica$/),
    durationMs: expect.any(Number),
    checkedAt: expect.stringMatching(/Z$/),
    details: expect.objectContaining({ replicas: 0, replicationLagSeconds: null }),
  });
});

test("while the database is away: 503, the database by name for whoever could read it before, the status for others", async () => {
  const bearer = await key(["monitoring:read"]);
  await ask(bearer);
  const other = await key(["monitoring:read"]);
  readiness().isDatabaseAway = true;
  // What asking a stopped PostgreSQL looks like, for whoever asks through this pool.
  const { pool, url } = db;
  Object.assign(db, { url: "postgres://nobody@127.0.0.1:1/none" });
  const rows = db.rows;
  Object.assign(db, { rows: () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })) });
  try {
    const { status, body } = await ask(bearer);
    expect(status).toBe(503);
    expect(body.status).toBe("unhealthy");
    expect(Object.fromEntries((body.components ?? []).map((one) => [one.name, one.status]))).toEqual({
      database: "unhealthy",
      jobs: "unknown",
      ingest: "unknown",
      queues: "unknown",
      notifications: "unknown",
      application: "healthy",
    });
    expect(await ask(other)).toEqual({ status: 503, body: { status: "unhealthy" } });
    expect(await ask()).toEqual({ status: 503, body: { status: "unhealthy" } });
  } finally {
    Object.assign(db, { url, pool, rows });
  }
});

test("however many ask at once, the process looks once", async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => currentHealth(db, noon)));
  const first = all[0]?.components;
  expect(all.every(({ components }) => components === first)).toBe(true);
});

const record = (status: HealthStatus, seconds: number) =>
  recordHealth(testContext(db, { now: fromNoon({ seconds }) }), [{ name: "jobs", status, message: `${status}.` }]);

test("changes are kept once, announced, and told with what was true before the range", async () => {
  expect(await record("healthy", -90_000)).toEqual({ changes: 1 });
  expect(await record("healthy", -89_970)).toEqual({ changes: 0 });
  expect(await record("degraded", -89_940)).toEqual({ changes: 1 });
  expect(await record("healthy", -30)).toEqual({ changes: 2 });
  const events = await db.prisma.$queryRaw(sql`select type, rooms, payload from event_log order by seq`);
  expect(events).toEqual(
    [
      ["healthy", null],
      ["degraded", "healthy"],
      ["unknown", "degraded"],
      ["healthy", "unknown"],
    ].map(([status, previous]) => ({
      type: "health:changed",
      rooms: ["permission:monitoring:read"],
      payload: { component: "jobs", status, previous },
    })),
  );
  const { items } = await showHealthHistory(testContext(db), {});
  expect(items).toEqual([
    {
      name: "jobs",
      status: "healthy",
      since: fromNoon({ seconds: -30 }).toISOString(),
      checkedAt: fromNoon({ seconds: -30 }).toISOString(),
      changes: [
        { at: fromNoon({ seconds: -89_940 }).toISOString(), status: "unknown", message: "Nobody looked" },
        { at: fromNoon({ seconds: -30 }).toISOString(), status: "healthy", message: "healthy." },
      ],
    },
  ]);
});

test("a component that is no longer looked at is no longer told, its history stays until it is old", async () => {
  await record("healthy", -60);
  await recordHealth(testContext(db), []);
  expect((await showHealthHistory(testContext(db), {})).items).toEqual([]);
  expect(await purgeHealth(testContext(db))).toBe(0);
  expect(await purgeHealth(testContext(db, { now: fromNoon({ days: 401 }) }))).toBe(1);
});

test("storage and SCSI targets are components once an appliance has told of them", async () => {
  const inventory = JSON.stringify({
    scst: {
      targets: [
        { iqn: "a", isEnabled: true },
        { iqn: "b", isEnabled: false },
      ],
    },
  });
  await db.prisma.$executeRaw(sql`
    with made as (
      insert into appliance (name, token_hash, created_at, inventory) values ('A', '\\x01', now(), ${inventory}::jsonb) returning id)
    insert into appliance_repository (appliance_id, repository_id, name, total_bytes, used_bytes, is_active)
    select id, r, r, 1000, 960, r = 'R1' from made, unnest(array['R1', 'R2']) as r`);
  const { components } = await currentHealth(db, noon);
  expect(
    components.filter(({ name }) => ["storage", "scst"].includes(name)).map(({ name, status, message }) => [name, status, message]),
  ).toEqual([
    ["storage", "degraded", "R1 is 96 % full (limit 95 %)"],
    ["scst", "healthy", "1 of 2 targets are enabled"],
  ]);
});

test("what waits for a webhook that is switched off waits on purpose", async () => {
  const switched = async (isEnabled: boolean) => {
    await db.prisma.$executeRaw(sql`update notification_target set is_enabled = ${isEnabled}`);
    forgetSingleton("health");
    const { components } = await currentHealth(db, noon);
    return components.filter(({ name }) => name === "notifications").map(({ status, message }) => `${status} ${message}`);
  };
  const old = fromNoon({ hours: -1 });
  await db.prisma.$executeRaw(sql`
    with target as (insert into notification_target (kind, created_at) values ('webhook', ${old}) returning id)
    insert into delivery (target_id, message_id, topic, payload, created_at, state, max_attempts, next_attempt_at)
    select id, gen_random_uuid(), 'test', '{}', ${old}, 'waiting', 10, ${old} from target`);
  expect(await switched(true)).toEqual(["degraded A message has been due for 1 h and nobody sends it"]);
  expect(await switched(false)).toEqual(["healthy Everything was sent"]);
});
