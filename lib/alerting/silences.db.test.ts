import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAlert } from "#lib/alerting/create-alert";
import { createSilence } from "#lib/alerting/create-silence";
import { endSilence } from "#lib/alerting/end-silence";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listSilences } from "#lib/alerting/list-silences";
import { previewSilence } from "#lib/alerting/preview-silence";
import { remindSilences } from "#lib/alerting/remind-silences";
import { resolveAlert } from "#lib/alerting/resolve-alert";
import type { SilenceList } from "#lib/alerting/schema";
import { showAlert } from "#lib/alerting/show-alert";
import { showSilence } from "#lib/alerting/show-silence";
import { updateSilence } from "#lib/alerting/update-silence";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const evaluateAt = (seconds: number) => evaluateRules(testContext(db, { now: fromNoon({ seconds }) }), fromNoon({ seconds }));
const at = (seconds: number) => fromNoon({ seconds }).toISOString();
const hour = 3_600;
const disk = [{ label: "resource_id", operator: "matches", value: "sd*" }] as const;
const maintenance = { matchers: [...disk], comment: "new disks", durationSeconds: 8 * hour };

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, silence, maintenance_window, audit_log, event_log cascade`);
});

async function fires(resourceId: string): Promise<string> {
  const title = `Disk ${resourceId} is full`;
  const { id } = await createAlert(ctx(), { severity: "warning", source: "storage", title, resourceType: "disk", resourceId });
  return id;
}
const detail = (id: string) => showAlert(reader, { id });
const kinds = async (id: string) => (await detail(id)).timeline.map(({ kind }) => kind);
const actions = async () =>
  (await db.rows(sql`select action from audit_log where subject_kind = 'silence' order by id`, z.object({ action: z.string() }))).map(
    ({ action }) => action,
  );
const news = async () =>
  (await db.rows(sql`select type from event_log where type like 'alert:%' order by seq`, z.object({ type: z.string() }))).map(
    ({ type }) => type,
  );

describe("making one", () => {
  test("it mutes at once what it matches, and nothing else; the alert says who and why", async () => {
    const [sda, nvme] = [await fires("sda"), await fires("nvme0")];
    const silence = await createSilence(ctx(1), maintenance);
    expect(silence).toMatchObject({ state: "active", words: "resource id matches sd*", createdBy: "key test", mutedCount: 1, from: at(1) });
    expect((await detail(sda)).muted).toMatchObject({
      by: "silence",
      id: silence.id,
      reason: "silenced by key test: new disks",
      until: silence.to,
    });
    expect((await detail(nvme)).muted).toBeNull();
    expect(await kinds(sda)).toEqual(["began", "fired", "muted"]);
    expect(await actions()).toEqual(["silence.create"]);
    expect((await news()).slice(-2)).toEqual(["alert:changed", "alert:mute-changed"]);
  });

  test("one that matches nothing asks first, and is made when it is confirmed", async () => {
    const refused = createSilence(ctx(), maintenance);
    await expect(refused).rejects.toMatchObject({ code: "confirmation_required", state: { count: 0, firingCount: 0 } });
    expect((await listSilences(reader, {})).items).toEqual([]);
    await createSilence(ctx(), { ...maintenance, confirm: true });
    const later = await fires("sdb");
    expect((await detail(later)).muted).toMatchObject({ by: "silence" });
  });

  test("one that is planned mutes when its time has come", async () => {
    const sda = await fires("sda");
    const { state } = await createSilence(ctx(), { ...maintenance, from: at(hour) });
    expect([state, (await detail(sda)).muted]).toEqual(["future", null]);
    await evaluateAt(hour + 30);
    expect((await detail(sda)).muted).toMatchObject({ until: at(9 * hour) });
  });

  test.each([
    ["no matcher", { matchers: [] }, "matchers"],
    ["neither end", { durationSeconds: undefined }, "to"],
    ["both ends", { to: at(hour) }, "to"],
    ["an end before it begins", { durationSeconds: undefined, from: at(2 * hour), to: at(hour) }, "to"],
    ["an end that has passed", { durationSeconds: undefined, to: at(-1) }, "to"],
    ["two years", { durationSeconds: undefined, to: at(2 * 366 * 24 * hour) }, "to"],
    ["no reason", { comment: " " }, "comment"],
    ["a label that is none", { matchers: [{ label: "a b", operator: "is", value: "c" }] }, "matchers.0.label"],
  ])("%s is 400 and named", async (_, change, path) => {
    const refused = createSilence(ctx(), { ...maintenance, ...change } as Parameters<typeof createSilence>[1]);
    await expect(refused).rejects.toMatchObject({ code: "validation_failed", errors: [expect.objectContaining({ path })] });
  });
});

test("the preview tells what matchers mean now and writes nothing", async () => {
  const [sda, sdb] = [await fires("sda"), await fires("sdb")];
  await fires("nvme0");
  const { count, firingCount, words, alerts } = await previewSilence(reader, { matchers: [...disk] });
  expect({ count, firingCount, words }).toEqual({ count: 2, firingCount: 3, words: "resource id matches sd*" });
  expect(alerts.map(({ id }) => id).sort()).toEqual([sda, sdb].sort());
  expect(await kinds(sda)).toEqual(["began", "fired"]);
});

describe("changing and ending", () => {
  test("another end and another reason arrive at the alert", async () => {
    const sda = await fires("sda");
    const { id } = await createSilence(ctx(), maintenance);
    await updateSilence(ctx(60), { id, to: at(hour), comment: "nearly done" });
    expect((await detail(sda)).muted).toMatchObject({ until: at(hour), reason: "silenced by key test: nearly done" });
    await expect(updateSilence(ctx(60), { id, to: at(30) })).rejects.toMatchObject({ code: "validation_failed" });
    expect(await actions()).toEqual(["silence.create", "silence.update"]);
  });

  test("ended early, it is kept and says who; what still fires is heard again", async () => {
    const sda = await fires("sda");
    const { id } = await createSilence(ctx(), maintenance);
    await endSilence(ctx(60), { id });
    expect(await showSilence(ctx(61), { id })).toMatchObject({ state: "expired", to: at(60), endedBy: "key test", mutedCount: 0 });
    expect((await detail(sda)).muted).toBeNull();
    expect(await kinds(sda)).toEqual(["began", "fired", "muted", "silence_ended", "unmuted"]);
    for (const act of [endSilence, updateSilence])
      await expect(act(ctx(61), { id })).rejects.toMatchObject({ code: "wrong_state", state: { id, endedBy: "key test" } });
  });

  test("one that had not begun is taken back; the audit log knows of it", async () => {
    await fires("sda");
    const { id } = await createSilence(ctx(), { ...maintenance, from: at(hour) });
    await endSilence(ctx(60), { id });
    await expect(showSilence(reader, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await actions()).toEqual(["silence.create", "silence.end"]);
  });

  test("its time passes: the next evaluation lets the alert be heard", async () => {
    const sda = await fires("sda");
    await createSilence(ctx(), { ...maintenance, durationSeconds: 60 });
    await evaluateAt(60);
    expect((await detail(sda)).muted).toBeNull();
  });

  test("two end it at once: one of them does", async () => {
    await fires("sda");
    const { id } = await createSilence(ctx(), maintenance);
    const both = await Promise.allSettled([endSilence(ctx(60), { id }), endSilence(ctx(60), { id })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await actions()).toEqual(["silence.create", "silence.end"]);
  });

  test("an alert that fires in the moment of the silence is muted by it, whoever is first", async () => {
    const [, id] = await Promise.all([createSilence(ctx(), { ...maintenance, confirm: true }), fires("sda")]);
    expect((await detail(id)).muted).toMatchObject({ by: "silence" });
  });
});

test("reading is not writing; what does not exist is not found", async () => {
  await expect(createSilence(reader, maintenance)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = testContext(db, { actor: keyActor(["fleet:read"]) });
  await expect(listSilences(stranger, {})).rejects.toMatchObject({ code: "forbidden" });
  await expect(previewSilence(stranger, { matchers: [...disk] })).rejects.toMatchObject({ code: "forbidden" });
  const id = crypto.randomUUID();
  for (const act of [showSilence, updateSilence, endSilence]) await expect(act(ctx(), { id })).rejects.toMatchObject({ code: "not_found" });
});

test("the list by state, in pages", async () => {
  await fires("sda");
  for (let index = 1; index <= 5; index++) {
    await createSilence(ctx(), { ...maintenance, durationSeconds: index * 60 });
    await createSilence(ctx(), { ...maintenance, from: at(index * hour) });
  }
  const now = ctx(150);
  for (const [state, expected] of [
    ["active", [180, 240, 300].map(at)],
    ["expired", [120, 60].map(at)],
    [undefined, undefined],
  ] as const) {
    const whole = (await listSilences(now, { ...(state ? { state } : {}) })).items;
    if (expected) expect(whole.map(({ to }) => to)).toEqual(expected);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: SilenceList = await listSilences(now, { limit: 2, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.map(({ id }) => id));
  }
  expect((await listSilences(now, { state: "future" })).items.map(({ from }) => from)).toEqual(
    [1, 2, 3, 4, 5].map((index) => at(index * hour)),
  );
});

describe("the reminder of the end", () => {
  const remindAt = (seconds: number) => remindSilences(ctx(seconds));

  test("once, within the last hour, while something still fires; extended, again", async () => {
    const sda = await fires("sda");
    const { id } = await createSilence(ctx(), maintenance);
    expect([await remindAt(0), await remindAt(6 * hour), await remindAt(7 * hour), await remindAt(7 * hour + 60)]).toEqual([0, 0, 1, 0]);
    expect((await detail(sda)).timeline.at(-1)).toMatchObject({
      kind: "silence_ending",
      detail: "the silence by key test ends at 2026-11-20T20:00:00Z",
    });
    expect((await news()).at(-1)).toBe("alert:silence-ending");
    await updateSilence(ctx(7.5 * hour), { id, to: at(10 * hour) });
    expect([await remindAt(8 * hour), await remindAt(9 * hour)]).toEqual([0, 1]);
  });

  test("a short one at its half; not when nothing fires any more", async () => {
    const sda = await fires("sda");
    await createSilence(ctx(), { ...maintenance, durationSeconds: hour });
    expect([await remindAt(60), await remindAt(hour / 2)]).toEqual([0, 1]);
    await createSilence(ctx(hour), { ...maintenance, durationSeconds: hour });
    await resolveAlert(ctx(hour + 1), { id: sda });
    expect(await remindAt(2 * hour - 60)).toBe(0);
  });

  test("two processes at once announce it once", async () => {
    await fires("sda");
    await createSilence(ctx(), { ...maintenance, durationSeconds: hour });
    expect((await Promise.all([remindAt(hour / 2), remindAt(hour / 2)])).sort()).toEqual([0, 1]);
  });
});
