import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAlert } from "#lib/alerting/create-alert";
import { createMaintenanceWindow } from "#lib/alerting/create-maintenance-window";
import { deleteMaintenanceWindow } from "#lib/alerting/delete-maintenance-window";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listMaintenanceWindows } from "#lib/alerting/list-maintenance-windows";
import { showAlert } from "#lib/alerting/show-alert";
import { showMaintenanceWindow } from "#lib/alerting/show-maintenance-window";
import { updateMaintenanceWindow } from "#lib/alerting/update-maintenance-window";
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
const matchers = [{ label: "resource_type", operator: "is" as const, value: "disk" }];
const once = { name: "New disks", matchers, schedule: { kind: "once" as const, from: at(hour), to: at(2 * hour) } };
// The fixed noon is a Friday: 17:45 in Kathmandu.
const weekly = { kind: "weekly" as const, days: [5], at: "17:30", minutes: 60, timeZone: "Asia/Kathmandu" };
const Action = z.object({ action: z.string() });

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, silence, maintenance_window, audit_log, event_log cascade`);
});

async function fires(): Promise<string> {
  const says = { severity: "warning", source: "storage", title: "Disk is full", resourceType: "disk", resourceId: "sda" } as const;
  return (await createAlert(ctx(), says)).id;
}
const muted = async (id: string) => (await showAlert(reader, { id })).muted;
const actions = async () =>
  (await db.rows(sql`select action from audit_log where subject_kind = 'maintenance-window' order by id`, Action)).map(
    ({ action }) => action,
  );

describe("a window", () => {
  test("once: it mutes while it lasts, and is over then", async () => {
    const alert = await fires();
    const { id, state, next } = await createMaintenanceWindow(ctx(), once);
    expect([state, next, await muted(alert)]).toEqual(["planned", [{ from: at(hour), to: at(2 * hour) }], null]);
    await evaluateAt(hour);
    expect(await muted(alert)).toMatchObject({ by: "maintenance", id, reason: "maintenance: New disks", until: at(2 * hour) });
    expect(await showMaintenanceWindow(ctx(hour), { id })).toMatchObject({ state: "active", mutedCount: 1 });
    await evaluateAt(2 * hour);
    expect(await muted(alert)).toBeNull();
    expect(await showMaintenanceWindow(ctx(2 * hour), { id })).toMatchObject({ state: "over", next: [], mutedCount: 0 });
  });

  test("weekly in its own zone: one that is on mutes at once, and the next ones are told", async () => {
    const alert = await fires();
    const window = await createMaintenanceWindow(ctx(), { ...once, schedule: weekly });
    expect(window).toMatchObject({
      state: "active",
      scheduleWords: "Friday at 17:30 for 1 h, Asia/Kathmandu",
      words: "resource type is disk",
    });
    expect(window.next.slice(0, 2)).toEqual([
      { from: "2026-11-20T11:45:00.000Z", to: "2026-11-20T12:45:00.000Z" },
      { from: "2026-11-27T11:45:00.000Z", to: "2026-11-27T12:45:00.000Z" },
    ]);
    expect(window.next).toHaveLength(5);
    expect(await muted(alert)).toMatchObject({ by: "maintenance", until: "2026-11-20T12:45:00.000Z" });
  });

  test("switched off, moved or deleted: heard again at once", async () => {
    const alert = await fires();
    const { id } = await createMaintenanceWindow(ctx(), { ...once, schedule: weekly });
    expect(await updateMaintenanceWindow(ctx(), { id, isEnabled: false })).toMatchObject({ state: "disabled", name: "New disks" });
    expect(await muted(alert)).toBeNull();
    await updateMaintenanceWindow(ctx(), { id, isEnabled: true, name: "Again" });
    expect(await muted(alert)).toMatchObject({ reason: "maintenance: Again" });
    await updateMaintenanceWindow(ctx(), { id, schedule: { ...weekly, days: [6] } });
    expect(await muted(alert)).toBeNull();
    await updateMaintenanceWindow(ctx(), { id, schedule: weekly });
    await deleteMaintenanceWindow(ctx(), { id });
    expect(await muted(alert)).toBeNull();
    const updates = Array.from({ length: 4 }, () => "maintenance-window.update");
    expect(await actions()).toEqual(["maintenance-window.create", ...updates, "maintenance-window.delete"]);
  });

  test.each([
    ["no matcher", { matchers: [] }, "matchers"],
    ["a zone that is none", { schedule: { ...weekly, timeZone: "Mars/Olympus" } }, "schedule.timeZone"],
    ["a time that is none", { schedule: { ...weekly, at: "24:00" } }, "schedule.at"],
    ["no day", { schedule: { ...weekly, days: [] } }, "schedule.days"],
    ["an end before its beginning", { schedule: { ...once.schedule, to: at(0) } }, "schedule.to"],
    ["times that have passed", { schedule: { kind: "once" as const, from: at(-hour), to: at(0) } }, "schedule.to"],
  ])("%s is 400 and named", async (_, change, path) => {
    const named = { code: "validation_failed", errors: [expect.objectContaining({ path })] };
    await expect(createMaintenanceWindow(ctx(), { ...once, ...change })).rejects.toMatchObject(named);
    const { id } = await createMaintenanceWindow(ctx(), once);
    await expect(updateMaintenanceWindow(ctx(), { id, ...change })).rejects.toMatchObject(named);
  });
});

test("reading is not writing; what does not exist is not found", async () => {
  await expect(createMaintenanceWindow(reader, once)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = testContext(db, { actor: keyActor(["fleet:read"]) });
  await expect(listMaintenanceWindows(stranger, {})).rejects.toMatchObject({ code: "forbidden" });
  const id = crypto.randomUUID();
  for (const act of [showMaintenanceWindow, updateMaintenanceWindow, deleteMaintenanceWindow])
    await expect(act(ctx(), { id })).rejects.toMatchObject({ code: "not_found" });
});

test("two delete it at once: one of them does; two change it at once: neither change is lost", async () => {
  const { id } = await createMaintenanceWindow(ctx(), once);
  await Promise.all([updateMaintenanceWindow(ctx(1), { id, name: "Other" }), updateMaintenanceWindow(ctx(1), { id, isEnabled: false })]);
  expect(await showMaintenanceWindow(reader, { id })).toMatchObject({ name: "Other", isEnabled: false });
  const both = await Promise.allSettled([deleteMaintenanceWindow(ctx(2), { id }), deleteMaintenanceWindow(ctx(2), { id })]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("the list, last made first, in pages", async () => {
  for (let index = 0; index < 5; index++) await createMaintenanceWindow(ctx(index), { ...once, name: `Window ${index}` });
  const first = await listMaintenanceWindows(reader, { limit: 3 });
  const second = await listMaintenanceWindows(reader, { limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([4, 3, 2, 1, 0].map((index) => `Window ${index}`));
  expect(second.nextCursor).toBeNull();
});
