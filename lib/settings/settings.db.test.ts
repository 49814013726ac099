import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { anonymousActor, keyActor, testContext, userActor } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { currentSettings, forgetSettings } from "#lib/settings/current-settings";
import { listSettings } from "#lib/settings/list-settings";
import { readSettings } from "#lib/settings/read-settings";
import { showInstallation } from "#lib/settings/show-installation";
import { updateSettings } from "#lib/settings/update-settings";

const db = testDatabase();
const writer = testContext(db, { actor: keyActor(["settings:read", "settings:write"]) });
const reader = testContext(db, { actor: keyActor(["settings:read"]) });
const Count = z.object({ count: column.count });

beforeEach(async () => {
  await db.pool.query("truncate setting; truncate audit_log; truncate event_log; truncate node_sample");
  forgetSettings();
});

async function setting(key: string) {
  const { items } = await listSettings(reader, {});
  const found = items.find((item) => item.key === key);
  if (!found) throw new Error(`no setting ${key}`);
  return found;
}

async function count(query: ReturnType<typeof sql>): Promise<number> {
  return (await db.rows(query, Count))[0]?.count ?? -1;
}

/** A server with one load sample of each age. */
async function addSamples(days: readonly number[]): Promise<void> {
  for (const age of days) {
    const query = sql`
      with server as (
        insert into node_server (name, compatibility, token_hash, status, status_reason, status_changed_at, created_at)
        values (gen_random_uuid()::text, 'native', decode(md5(random()::text), 'hex'), 'offline', 'test', now(), now()) returning id)
      insert into node_sample (node_server_id, at, cpu_percent) select id, ${fromNoon({ days: -age })}::timestamptz, 1 from server`;
    await db.pool.query(query.text, query.values as unknown[]);
  }
}

describe("what applies", () => {
  test("defaults until somebody sets one; then who and when; null is the default again, and remembers by whom", async () => {
    expect(await setting("fleet.offlineTimeoutS")).toMatchObject({ value: 300, source: "default", default: 300, updatedAt: null });
    const { revision } = await updateSettings(writer, { values: { "fleet.offlineTimeoutS": 120 } });
    expect(await setting("fleet.offlineTimeoutS")).toMatchObject({
      value: 120,
      source: "setting",
      updatedAt: writer.now.toISOString(),
      updatedBy: "key test",
    });
    expect((await readSettings(db))["fleet.offlineTimeoutS"]).toBe(120);
    const after = await updateSettings(writer, { values: { "fleet.offlineTimeoutS": null } });
    expect(after.revision).toBe(revision + 1);
    expect(await setting("fleet.offlineTimeoutS")).toMatchObject({ value: 300, source: "default", updatedBy: "key test" });
  });

  test("a stored value that is none counts as the default, with a warning, and the page says so", async () => {
    for (const bad of ['"soon"', "-3", "1000000000", "{}", "true"]) {
      await db.pool.query(
        "insert into setting values ('fleet.pullIntervalS', $1::jsonb, 1, now(), 'x') on conflict (key) do update set value = excluded.value",
        [bad],
      );
      const lines: string[] = [];
      const log = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
      expect((await readSettings(db, log))["fleet.pullIntervalS"]).toBe(60);
      expect(lines).toHaveLength(1);
      expect(await setting("fleet.pullIntervalS")).toMatchObject({ value: 60, source: "default", problem: expect.stringContaining(bad) });
    }
  });

  test("a row of a newer version is left alone", async () => {
    await db.pool.query("insert into setting values ('fleet.unheardOf', '1', 1, now(), 'x')");
    expect((await listSettings(reader, {})).items.map(({ key }) => key)).not.toContain("fleet.unheardOf");
    await expect(updateSettings(writer, { values: { "fleet.unheardOf": 2 } })).rejects.toMatchObject({ code: "validation_failed" });
  });

  test("requests see a change at once after it was made here, and ask the database once", async () => {
    expect((await currentSettings(db))["usage.batchRetentionDays"]).toBe(7);
    await db.pool.query("insert into setting values ('usage.batchRetentionDays', '9', 1, now(), 'elsewhere')");
    expect((await currentSettings(db))["usage.batchRetentionDays"]).toBe(7);
    await updateSettings(writer, { values: { "usage.batchRetentionDays": 8 } });
    expect((await currentSettings(db))["usage.batchRetentionDays"]).toBe(8);
  });
});

describe("changing", () => {
  test("several at once: each audited with before and after, one event", async () => {
    await updateSettings(writer, { values: { "fleet.pullIntervalS": 30, "fleet.pushIntervalS": 90, "usage.batchRetentionDays": 7 } });
    const rows = await db.rows(
      sql`select action, subject_id, diff from audit_log order by id`,
      z.object({ action: z.string(), subject_id: z.string(), diff: z.unknown() }),
    );
    expect(rows).toEqual([
      { action: "setting.update", subject_id: "fleet.pullIntervalS", diff: { value: [60, 30], source: ["default", "setting"] } },
      { action: "setting.update", subject_id: "fleet.pushIntervalS", diff: { value: [60, 90], source: ["default", "setting"] } },
      { action: "setting.update", subject_id: "usage.batchRetentionDays", diff: { source: ["default", "setting"] } },
    ]);
    expect(await count(sql`select count(*) as count from event_log where type = 'settings:changed'`)).toBe(1);
  });

  test("the same again changes nothing and leaves no trace", async () => {
    const first = await updateSettings(writer, { values: { "fleet.pullIntervalS": 30 } });
    expect(await updateSettings(writer, { values: { "fleet.pullIntervalS": 30 } })).toEqual(first);
    expect(await updateSettings(writer, { values: { "fleet.pushIntervalS": null } })).toEqual(first);
    expect(await count(sql`select count(*) as count from audit_log`)).toBe(1);
  });

  test("every bad value is named, and nothing is changed", async () => {
    const values = { "fleet.pullIntervalS": 30, "fleet.pushIntervalS": 5, "usage.batchRetentionDays": "7", "no.such": 1 };
    const refused = await updateSettings(writer, { values }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "validation_failed",
      errors: [{ path: "values.fleet.pushIntervalS" }, { path: "values.usage.batchRetentionDays" }, { path: "values.no.such" }],
    });
    expect(await count(sql`select count(*) as count from setting`)).toBe(0);
    await expect(updateSettings(writer, { values: {} })).rejects.toMatchObject({ code: "validation_failed" });
  });

  test.each([
    { broken: { "usage.batchRetentionDays": 20, "usage.lineRetentionDays": 10 }, path: "values.usage.batchRetentionDays" },
    { broken: { "jobs.frequentSuccessDays": 31 }, path: "values.jobs.frequentSuccessDays" },
    { broken: { "fleet.pullIntervalS": 300 }, path: "values.fleet.pullIntervalS" },
    { broken: { "fleet.offlineTimeoutS": 60 }, path: "values.fleet.offlineTimeoutS" },
  ])("a promise between settings that would break is named: $path", async ({ broken, path }) => {
    await expect(updateSettings(writer, { values: broken, confirm: true })).rejects.toMatchObject({
      code: "unprocessable",
      errors: expect.arrayContaining([expect.objectContaining({ path, code: "broken_promise" })]),
    });
  });

  test("who saw an older revision changes nothing and learns the present one", async () => {
    const { revision } = await listSettings(reader, {});
    await updateSettings(writer, { values: { "fleet.pullIntervalS": 30 }, revision });
    await expect(updateSettings(writer, { values: { "fleet.pullIntervalS": 45 }, revision })).rejects.toMatchObject({
      code: "conflict",
      state: { revision: revision + 1 },
    });
    expect((await setting("fleet.pullIntervalS")).value).toBe(30);
  });

  test("of two at the same time that saw the same, one wins", async () => {
    const { revision } = await listSettings(reader, {});
    const both = await Promise.allSettled(
      [30, 45].map((value) => updateSettings(writer, { values: { "fleet.pullIntervalS": value }, revision })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("a shorter retention says what it deletes and from when, and waits for a yes; a longer one just is", async () => {
    await addSamples([40, 20, 5]);
    const values = { "fleet.sampleRetentionDays": 10 };
    await expect(updateSettings(writer, { values })).rejects.toMatchObject({
      code: "confirmation_required",
      state: {
        losses: [
          {
            key: "fleet.sampleRetentionDays",
            count: 2,
            isAtLeast: false,
            oldest: fromNoon({ days: -40 }).toISOString(),
            keptFrom: fromNoon({ days: -10 }).toISOString(),
            job: "fleet.purge",
          },
        ],
      },
    });
    expect((await setting("fleet.sampleRetentionDays")).value).toBe(35);
    await updateSettings(writer, { values, confirm: true });
    await updateSettings(writer, { values: { "fleet.sampleRetentionDays": 90 } });
    expect((await setting("fleet.sampleRetentionDays")).value).toBe(90);
  });

  test("a shorter retention with nothing that old asks nothing", async () => {
    await addSamples([5]);
    await updateSettings(writer, { values: { "fleet.sampleRetentionDays": 10 } });
    expect((await setting("fleet.sampleRetentionDays")).value).toBe(10);
  });

  test("the audit log is kept for ever unless limited; null is for ever again", async () => {
    expect(await setting("auth.auditRetentionDays")).toMatchObject({ value: null, mayBeForEver: true });
    await updateSettings(writer, { values: { "auth.auditRetentionDays": 90 } });
    expect((await readSettings(db))["auth.auditRetentionDays"]).toBe(90);
    await updateSettings(writer, { values: { "auth.auditRetentionDays": null } });
    expect((await readSettings(db))["auth.auditRetentionDays"]).toBeNull();
  });
});

describe("who may", () => {
  const values = { "fleet.pullIntervalS": 30 };
  test.each([
    { who: "nobody", actor: anonymousActor, code: "unauthenticated" },
    { who: "a user", actor: userActor(), code: "forbidden" },
    { who: "a key of another area", actor: keyActor(["fleet:write"]), code: "forbidden" },
  ])("$who: $code", async ({ actor, code }) => {
    const ctx = testContext(db, { actor });
    await expect(listSettings(ctx, {})).rejects.toMatchObject({ code });
    await expect(showInstallation(ctx, {})).rejects.toMatchObject({ code });
    await expect(updateSettings(ctx, { values })).rejects.toMatchObject({ code });
  });
  test("who may only read changes nothing", async () => {
    await expect(updateSettings(reader, { values })).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("the installation: real figures, no secret", async () => {
  const shown = await showInstallation(reader, {});
  expect(shown.schemaVersion).toMatch(/^\d{14}_/);
  expect(BigInt(shown.sizeBytes)).toBeGreaterThan(0n);
  const areas = new Map(shown.areas.map(({ area, bytes }) => [area, BigInt(bytes)]));
  for (const area of ["Usage", "Fleet", "Packages", "Events", "Jobs", "Audit", "Accounts"]) expect(areas.get(area)).toBeGreaterThan(0n);
  expect([...areas.values()].reduce((sum, bytes) => sum + bytes, 0n)).toBeLessThanOrEqual(BigInt(shown.sizeBytes));
  expect(JSON.stringify(shown)).not.toMatch(/postgresql:\/\/|password/i);
});
