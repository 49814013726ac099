import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { authenticateAppliance } from "#lib/appliances/authenticate-appliance";
import { createAppliance } from "#lib/appliances/create-appliance";
import { deleteAppliance } from "#lib/appliances/delete-appliance";
import { listApplianceTasks } from "#lib/appliances/list-appliance-tasks";
import { listAppliances } from "#lib/appliances/list-appliances";
import { receiveInventory } from "#lib/appliances/receive-inventory";
import { recordTasks } from "#lib/appliances/record-tasks";
import { rotateApplianceToken } from "#lib/appliances/rotate-appliance-token";
import { showAppliance } from "#lib/appliances/show-appliance";
import { showCapacity } from "#lib/appliances/show-capacity";
import { inventoryBody } from "#lib/appliances/testing/inventory";
import { updateAppliance } from "#lib/appliances/update-appliance";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = testContext(db, { actor: keyActor(["appliances:read", "appliances:write"]) });
const reader = testContext(db, { actor: keyActor(["appliances:read"]) });
const at = (now: Date) => testContext(db, { now });
const nobody = "00000000-0000-4000-8000-000000000000";

const Event = z.object({ type: z.string(), payload: z.record(z.string(), z.unknown()) });
/** Types of the events since the last look. */
async function events(): Promise<string[]> {
  const found = await db.rows(sql`select type, payload from event_log order by seq`, Event);
  await db.pool.query("truncate event_log");
  return found.map(({ type }) => type);
}
const audits = () =>
  db.rows(sql`select action, diff from audit_log order by id`, z.object({ action: z.string(), diff: z.record(z.string(), z.unknown()) }));

beforeEach(async () => {
  await db.pool.query("truncate appliance, event_log, audit_log cascade");
});

describe("appliances", () => {
  test("made with a token that works this once; renamed, audited, listed by name", async () => {
    const { id, name, token } = await createAppliance(ctx, { name: " vault-2 " });
    expect({ name, token }).toEqual({ name: "vault-2", token: expect.stringMatching(/^fla_[\w-]{43}$/) });
    expect(await authenticateAppliance(db, id, `Bearer ${token}`)).toEqual({ id });
    await createAppliance(ctx, { name: "vault-1" });
    await updateAppliance(ctx, { id, name: "vault-0" });
    const first = await listAppliances(reader, { limit: 1 });
    expect(first.items).toEqual([
      {
        id,
        name: "vault-0",
        state: "never",
        createdAt: noon.toISOString(),
        lastReportAt: null,
        inventoryChangedAt: null,
        repositoryCount: 0,
        totalBytes: "0",
        usedBytes: "0",
        nextFull: null,
        openTasks: 0,
        failedTasks: 0,
      },
    ]);
    const rest = await listAppliances(reader, { cursor: first.nextCursor ?? "" });
    expect(rest).toMatchObject({ items: [{ name: "vault-1" }], nextCursor: null });
    expect((await listAppliances(reader, { q: "T-1" })).items.map((one) => one.name)).toEqual(["vault-1"]);
    expect(await audits()).toEqual([
      { action: "appliance.create", diff: { name: [null, "vault-2"] } },
      { action: "appliance.create", diff: { name: [null, "vault-1"] } },
      { action: "appliance.update", diff: { name: ["vault-2", "vault-0"] } },
    ]);
    expect(await events()).toEqual(["appliance:changed", "appliance:changed", "appliance:changed"]);
  });

  test("a new token ends the old one, and the audit log shows neither", async () => {
    const { id, token } = await createAppliance(ctx, { name: "vault" });
    const rotated = await rotateApplianceToken(ctx, { id });
    await expect(authenticateAppliance(db, id, `Bearer ${token}`)).rejects.toMatchObject({ code: "forbidden" });
    expect(await authenticateAppliance(db, id, `bearer ${rotated.token}`)).toEqual({ id });
    expect((await audits()).at(-1)).toEqual({ action: "appliance.rotate-token", diff: { token: ["[secret]", "[secret]"] } });
  });

  test.each([
    ["no token", null, "forbidden"],
    ["another scheme", "Basic abc", "forbidden"],
    ["a wrong token", "Bearer fla_wrong", "forbidden"],
    ["an endless token", `Bearer ${"x".repeat(600)}`, "forbidden"],
  ])("%s is refused without detail", async (_name, authorization, code) => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await expect(authenticateAppliance(db, id, authorization)).rejects.toMatchObject({ code, message: "Forbidden" });
  });

  test("one appliance's token opens no other; an unknown one is not found", async () => {
    const [one, two] = [await createAppliance(ctx, { name: "one" }), await createAppliance(ctx, { name: "two" })];
    await expect(authenticateAppliance(db, two.id, `Bearer ${one.token}`)).rejects.toMatchObject({ code: "forbidden" });
    for (const id of [nobody, "7", undefined])
      await expect(authenticateAppliance(db, id, `Bearer ${one.token}`)).rejects.toMatchObject({ code: "not_found", message: "Not found" });
  });

  test("deleted with all it has; what is not there is not found; reading is not writing", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await receiveInventory(ctx, id, inventoryBody());
    await recordTasks(ctx, id, { id: "t1", status: "running" });
    expect(await deleteAppliance(ctx, { id })).toBeUndefined();
    for (const call of [
      () => showAppliance(ctx, { id }),
      () => updateAppliance(ctx, { id, name: "x" }),
      () => deleteAppliance(ctx, { id }),
      () => rotateApplianceToken(ctx, { id }),
      () => listApplianceTasks(ctx, { id }),
      () => showCapacity(ctx, { id }),
      () => receiveInventory(ctx, id, inventoryBody()),
      () => recordTasks(ctx, id, { id: "t1", status: "running" }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "not_found" });
    for (const call of [
      () => createAppliance(reader, { name: "x" }),
      () => updateAppliance(reader, { id, name: "x" }),
      () => deleteAppliance(reader, { id }),
      () => rotateApplianceToken(reader, { id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "forbidden" });
    const noone = testContext(db, { actor: keyActor([]) });
    for (const call of [
      () => listAppliances(noone, {}),
      () => showAppliance(noone, { id }),
      () => listApplianceTasks(noone, { id }),
      () => showCapacity(noone, { id }),
    ])
      await expect(call()).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("inventory", () => {
  test("replaces the former; the same again is a sign of life and nothing else", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await events();
    const first = await receiveInventory(ctx, id, inventoryBody());
    expect(first).toEqual({
      applianceId: id,
      receivedAt: noon.toISOString(),
      changed: ["disks", "repositories", "scst", "tape", "vtl"],
      intervalSeconds: 60,
    });
    expect(await events()).toEqual(["storage:changed", "scst:changed", "tape:changed", "vtl:changed", "appliance:reported"]);
    const later = fromNoon({ minutes: 1 });
    expect((await receiveInventory(at(later), id, inventoryBody())).changed).toEqual([]);
    expect(await events()).toEqual(["appliance:reported"]);
    const shown = await showAppliance(at(later), { id });
    expect(shown).toMatchObject({
      state: "reporting",
      lastReportAt: later.toISOString(),
      inventoryChangedAt: noon.toISOString(),
      totalBytes: "1000",
      usedBytes: "500",
      repositoryCount: 1,
      repositories: [{ id: "repo-1", isActive: true, forecast: { reason: "too_little_history", fullAt: null } }],
      inventory: {
        disks: [{ name: "sda", sizeBytes: "2000", status: "ok" }],
        vtl: { libraries: [{ tapes: [{ barcode: "V00001", status: "in_drive" }] }] },
      },
    });
    const other = await receiveInventory(at(fromNoon({ minutes: 2 })), id, inventoryBody({ id: "repo-2", usedBytes: 10 }));
    expect(other.changed).toEqual(["repositories"]);
    expect(await events()).toEqual(["storage:changed", "appliance:reported"]);
    expect((await showAppliance(at(later), { id })).repositories.map((one) => one.id)).toEqual(["repo-2"]);
  });

  test("silent after 15 minutes", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await receiveInventory(ctx, id, inventoryBody());
    expect((await showAppliance(at(fromNoon({ minutes: 15 })), { id })).state).toBe("reporting");
    expect((await showAppliance(at(fromNoon({ minutes: 15, seconds: 1 })), { id })).state).toBe("silent");
  });

  test("every bad field is named, and nothing of a bad snapshot is taken", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await receiveInventory(ctx, id, inventoryBody());
    const good = inventoryBody();
    const bad = {
      ...good,
      vtl: { libraries: [{ drives: [{ status: "broken" }], tapes: [{ barcode: "", status: "idle" }] }] },
      repositories: [
        { id: "r", name: "r", totalBytes: -1, usedBytes: "12.5", isActive: "yes" },
        { id: "r", name: "r", totalBytes: 1, usedBytes: "9223372036854775808", isActive: true, colour: "red" },
      ],
      scst: { targets: [...good.scst.targets, ...good.scst.targets] },
      tape: undefined,
    };
    const refused = await receiveInventory(ctx, id, bad).catch((error: unknown) => error);
    const Refused = z.object({ code: z.literal("validation_failed"), errors: z.array(z.object({ path: z.string() })) });
    expect(new Set(Refused.parse(refused).errors.map(({ path }) => path))).toEqual(
      new Set([
        "repositories.0.totalBytes",
        "repositories.0.usedBytes",
        "repositories.0.isActive",
        "repositories.1.usedBytes",
        "repositories.1.colour",
        "scst.targets.1.iqn",
        "tape",
        "vtl.libraries.0.drives.0.status",
        "vtl.libraries.0.tapes.0.barcode",
      ]),
    );
    expect((await showAppliance(ctx, { id })).usedBytes).toBe("500");
  });

  test.each([null, [], "x", 7])("a body that is %j is refused", async (body) => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await expect(receiveInventory(ctx, id, body)).rejects.toMatchObject({ code: "validation_failed" });
    await expect(recordTasks(ctx, id, body)).rejects.toMatchObject({ code: "validation_failed" });
  });

  test("many at once follow each other: the last one stands whole", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    const bodies = Array.from({ length: 6 }, (_, index) => inventoryBody({ id: `repo-${index}`, usedBytes: index }));
    await Promise.all(bodies.map((body) => receiveInventory(ctx, id, body)));
    const { repositories, inventory } = await showAppliance(ctx, { id });
    expect(repositories).toHaveLength(1);
    expect(inventory?.repositories[0]?.id).toBe(repositories[0]?.id);
  });
});

describe("capacity", () => {
  test("the last value of a quarter and of a day; the forecast follows from the days", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    for (let day = -9; day <= 0; day++)
      for (const minutes of [0, 7, 14, 20])
        await receiveInventory(
          at(fromNoon({ days: day, minutes: minutes - 20 })),
          id,
          inventoryBody({ usedBytes: 600 + day * 10 + (minutes === 20 ? 0 : 1) }),
        );
    const { repositories, nextFull } = await showAppliance(ctx, { id });
    expect(repositories[0]?.forecast).toEqual({
      fullAt: fromNoon({ days: 40 }).toISOString(),
      reason: "filling",
      confidence: "high",
      bytesPerDay: "10",
    });
    expect(nextFull).toEqual({ repositoryId: "repo-1", name: "Repository repo-1", fullAt: fromNoon({ days: 40 }).toISOString() });
    const quarters = await showCapacity(ctx, {
      id,
      start: fromNoon({ hours: -1 }).toISOString(),
      end: fromNoon({ minutes: 1 }).toISOString(),
    });
    expect(quarters.items.map(({ points }) => points.map((point) => point.usedBytes))).toEqual([["601", "601", "600"]]);
    const days = await showCapacity(ctx, {
      id,
      start: fromNoon({ days: -100 }).toISOString(),
      end: fromNoon({ minutes: 1 }).toISOString(),
    });
    expect(days.items[0]?.points.map((point) => point.usedBytes)).toEqual([
      "510",
      "520",
      "530",
      "540",
      "550",
      "560",
      "570",
      "580",
      "590",
      "600",
    ]);
  });

  test.each([
    [{ start: fromNoon({ days: 1 }).toISOString() }, "start"],
    [{ start: fromNoon({ days: -500 }).toISOString() }, "start"],
    [{ end: fromNoon({ days: -1 }).toISOString(), start: noon.toISOString() }, "end"],
  ])("%j is no range: %s", async (range, path) => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await expect(showCapacity(ctx, { id, ...range })).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });
});

describe("tasks", () => {
  test("each change is an event; the same again changes nothing; a finished task does not go back", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await events();
    const batch = {
      tasks: [
        { id: "t1", status: "pending", kind: "backup", name: "Nightly" },
        { id: "t1", status: "running", progressPercent: 10 },
        { id: "t2", status: "failed", message: "no tape" },
      ],
    };
    expect((await recordTasks(ctx, id, batch)).items.map(({ outcome }) => outcome)).toEqual(["created", "changed", "created"]);
    expect(await events()).toEqual(["task:changed", "task:changed", "task:changed", "appliance:reported"]);
    expect((await recordTasks(ctx, id, batch)).items).toEqual([
      { id: "t1", status: "running", outcome: "outdated" },
      { id: "t1", status: "running", outcome: "unchanged" },
      { id: "t2", status: "failed", outcome: "unchanged" },
    ]);
    expect(await events()).toEqual(["appliance:reported"]);
    await recordTasks(at(fromNoon({ minutes: 5 })), id, { id: "t1", status: "completed" });
    expect((await recordTasks(ctx, id, { id: "t1", status: "running" })).items).toEqual([
      { id: "t1", status: "completed", outcome: "outdated" },
    ]);
    const { items } = await listApplianceTasks(reader, { id });
    expect(items.map((task) => [task.id, task.status, task.progressPercent, task.startedAt, task.endedAt])).toEqual([
      ["t2", "failed", null, noon.toISOString(), noon.toISOString()],
      ["t1", "completed", 100, noon.toISOString(), fromNoon({ minutes: 5 }).toISOString()],
    ]);
    expect((await listApplianceTasks(reader, { id, status: "failed" })).items.map((task) => task.message)).toEqual(["no tape"]);
    expect(await showAppliance(ctx, { id })).toMatchObject({ openTasks: 0, failedTasks: 1 });
  });

  test("pages go on where they ended", async () => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    for (const minutes of [1, 2, 3]) await recordTasks(at(fromNoon({ minutes })), id, { id: `t${minutes}`, status: "running" });
    const first = await listApplianceTasks(reader, { id, limit: 2 });
    const rest = await listApplianceTasks(reader, { id, limit: 2, cursor: first.nextCursor ?? "" });
    expect([first, rest].map(({ items }) => items.map((task) => task.id))).toEqual([["t3", "t2"], ["t1"]]);
  });

  test.each([
    [{ tasks: [] }, "tasks"],
    [{ tasks: [{ id: "t1", status: "done" }] }, "tasks.0.status"],
    [{ id: "t1", status: "running", progressPercent: 101 }, "tasks.0.progressPercent"],
    [{ id: "t1", status: "running", endedAt: noon.toISOString() }, "tasks.0.endedAt"],
    [{ id: "t1", status: "failed", startedAt: noon.toISOString(), endedAt: fromNoon({ days: -1 }).toISOString() }, "tasks.0.endedAt"],
    [{ id: "t1", status: "failed", colour: "red" }, "tasks.0.colour"],
  ])("%j: %s is bad", async (body, path) => {
    const { id } = await createAppliance(ctx, { name: "vault" });
    await expect(recordTasks(ctx, id, body)).rejects.toMatchObject({ code: "validation_failed", errors: [{ path }] });
  });
});
