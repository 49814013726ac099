import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { purgeAlerts } from "./purge-alerts.ts";

const db = testDatabase();
const ctx = testContext(db, { now: noon });
const edge = fromNoon({ days: -400 });
const old = fromNoon({ days: -400, seconds: -1 });
const Id = z.object({ id: z.string() });
const Title = z.object({ title: z.string() });

beforeEach(async () => {
  await db.pool.query("truncate alert, notice_group, notice, notification_target, notification_channel, rule_evaluation, setting cascade");
});

interface AlertOptions {
  status?: "pending" | "firing" | "resolved";
  at?: Date;
  isHeldOpen?: boolean;
  isHeard?: boolean;
}

/** An alert with three rows on its timeline, all of it from `at`. */
async function add(title: string, { status = "resolved", at = old, isHeldOpen = false, isHeard = true }: AlertOptions = {}) {
  const [made] = await db.rows(
    sql`with made as (
      insert into alert (fingerprint, status, severity, source, title, message, started_at, fired_at, resolved_at, is_held_open, last_seen_at)
      values (${title}, ${status}, 'critical', 'external', ${title}, '', ${at}::timestamptz,
        case when ${status} = 'pending' then null else ${at}::timestamptz end,
        case when ${status} = 'resolved' then ${at}::timestamptz end, ${isHeldOpen}, ${at}::timestamptz) returning id),
    noted as (
      insert into alert_event (alert_id, at, kind, is_heard)
      select id, ${at}::timestamptz, k, ${isHeard} from made, unnest('{began,fired,resolved}'::text[]) k)
    select id from made`,
    Id,
  );
  return made?.id ?? "";
}

async function addMany(count: number): Promise<void> {
  await db.pool.query(
    `with made as (
      insert into alert (fingerprint, status, severity, source, title, message, started_at, fired_at, resolved_at, last_seen_at)
      select 'f' || n, 'resolved', 'info', 'external', 'many', '', $1, $1, $1::timestamptz - make_interval(secs => n / 700), $1
      from generate_series(1, $2) n returning id)
    insert into alert_event (alert_id, at, kind, is_heard) select id, $1, 'resolved', true from made`,
    [old, count],
  );
}

const left = async () => (await db.rows(sql`select title from alert order by title`, Title)).map(({ title }) => title);
const count = async (table: string) => (await db.pool.query(`select count(*)::int as count from ${table}`)).rows[0].count;

/** A channel that is told of alerts. */
async function addChannel(): Promise<string> {
  const [channel] = await db.rows(
    sql`insert into notification_channel (name, kind, config, created_at, updated_at) values ('Chat', 'slack', '{}', now(), now()) returning id`,
    Id,
  );
  return channel?.id ?? "";
}

describe("what goes and what stays", () => {
  test("resolved alerts go when they are older than 400 days, with their timelines, and not before", async () => {
    await add("old");
    await add("at the edge", { at: edge });
    await add("young", { at: noon });
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1 });
    expect(await left()).toEqual(["at the edge", "young"]);
    expect(await count("alert_event")).toBe(6);
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 0 });
  });

  test("an open alert stays whatever its age", async () => {
    const at = fromNoon({ days: -4_000 });
    await add("firing", { status: "firing", at });
    await add("pending", { status: "pending", at });
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 0 });
    expect(await left()).toEqual(["firing", "pending"]);
  });

  test("what somebody is still owed stays: an end not told, or not heard yet, and an alert that will reopen", async () => {
    const id = await add("end not told");
    await add("not heard", { isHeard: false });
    await add("will reopen", { isHeldOpen: true });
    await add("owed nothing");
    await db.pool.query(
      `with g as (insert into notice_group (channel_id, key, labels, opened_at) values ($1, 'k', '{}', now()) returning id)
      insert into alert_told (alert_id, channel_id, group_id, told_at, told_reopen_count) select $2, $1, id, now(), 0 from g`,
      [await addChannel(), id],
    );
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1 });
    expect(await left()).toEqual(["end not told", "not heard", "will reopen"]);
    await db.pool.query("delete from alert_told");
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1 });
  });

  test("notices go with the last alert that they told of", async () => {
    const [gone, stays] = [await add("gone"), await add("stays", { at: edge })];
    const channel = await addChannel();
    for (const [headline, at, ids] of [
      ["of what is gone", old, [gone]],
      ["of both", old, [gone, stays]],
      ["young", edge, [gone]],
    ] as const)
      await db.pool.query(
        "insert into notice (id, channel_id, at, reason, headline, alert_ids) values (gen_random_uuid(), $1, $2, 'news', $3, $4)",
        [channel, at, headline, ids],
      );
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1, notices: 1 });
    const { rows } = await db.pool.query("select headline from notice order by headline");
    expect(rows.map(({ headline }) => headline)).toEqual(["of both", "young"]);
  });

  test("slots of evaluations go after 30 days", async () => {
    for (const slot of [fromNoon({ days: -30 }), fromNoon({ days: -30, seconds: -30 })])
      await db.pool.query("insert into rule_evaluation values ($1, 1, 0, 1)", [slot]);
    expect(await purgeAlerts(ctx)).toMatchObject({ evaluations: 1 });
  });
});

describe("how", () => {
  test("many go in several transactions, whether they ended in the same instant or not", async () => {
    await addMany(1_501);
    await add("firing", { status: "firing" });
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1_501 });
    expect(await left()).toEqual(["firing"]);
    expect(await count("alert_event")).toBe(3);
  });

  test("what is kept in between does not stop what comes after it", async () => {
    for (let place = 0; place < 3; place++) await add(`kept ${place}`, { isHeldOpen: true, at: fromNoon({ days: -500 }) });
    await addMany(1_000);
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1_000 });
    expect(await left()).toEqual(["kept 0", "kept 1", "kept 2"]);
  });

  test("one that somebody is writing to is passed over without waiting, and goes the next time", async () => {
    const id = await add("held");
    await add("free");
    const holder = await db.pool.connect();
    try {
      await holder.query("begin");
      await holder.query("insert into alert_event (alert_id, at, kind, is_heard) values ($1, now(), 'commented', true)", [id]);
      expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1 });
      expect(await left()).toEqual(["held"]);
      await holder.query("commit");
    } finally {
      holder.release();
    }
    expect(await purgeAlerts(ctx)).toMatchObject({ alerts: 1 });
  });

  test("two at once delete each alert once", async () => {
    await addMany(1_200);
    const both = await Promise.all([purgeAlerts(ctx), purgeAlerts(ctx)]);
    expect(both.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(1_200);
  });

  test("told to stop, it stops before the next transaction", async () => {
    await add("old");
    await expect(purgeAlerts(ctx, AbortSignal.abort())).rejects.toThrow();
    expect(await left()).toEqual(["old"]);
  });
});
