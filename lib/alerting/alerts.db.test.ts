import { beforeEach, describe, expect, test } from "vitest";
import { acknowledgeAlert } from "#lib/alerting/acknowledge-alert";
import { actOnAlerts } from "#lib/alerting/act-on-alerts";
import { assignAlert } from "#lib/alerting/assign-alert";
import { commentAlert } from "#lib/alerting/comment-alert";
import { createAlert, statusOfCreate } from "#lib/alerting/create-alert";
import { endAcknowledgements } from "#lib/alerting/end-acknowledgements";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listAlerts } from "#lib/alerting/list-alerts";
import { resolveAlert } from "#lib/alerting/resolve-alert";
import type { AlertList } from "#lib/alerting/schema";
import { showAlert } from "#lib/alerting/show-alert";
import { showAlertOverview } from "#lib/alerting/show-alert-overview";
import { unacknowledgeAlert } from "#lib/alerting/unacknowledge-alert";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { addServer } from "#lib/fleet/testing/fleet";
import { addRule } from "./testing/rules.ts";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const evaluateAt = (seconds: number) => evaluateRules(testContext(db, { now: fromNoon({ seconds }) }), fromNoon({ seconds }));
const disk = { severity: "warning", source: "storage", title: "Disk is filling up", resourceType: "disk", resourceId: "sda" } as const;

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, node_server, silence, maintenance_window cascade`);
});

async function firing(options: Parameters<typeof addRule>[1] = {}): Promise<string> {
  await addRule(db, options);
  await addServer(db, { status: "offline" });
  await evaluateAt(0);
  const [alert] = (await listAlerts(reader, {})).items;
  if (!alert) throw new Error("Nothing fires");
  return alert.id;
}
const kinds = async (id: string) => (await showAlert(reader, { id })).timeline.map(({ kind }) => kind);

describe("acknowledging", () => {
  test("once; the second is told who was first; it can be taken back; all of it stands on the timeline", async () => {
    const id = await firing();
    expect((await acknowledgeAlert(ctx(), { id, note: "on it" })).acknowledgement).toMatchObject({
      by: "key test",
      until: null,
      note: "on it",
    });
    await expect(acknowledgeAlert(ctx(), { id })).rejects.toMatchObject({ code: "conflict", state: { id } });
    expect((await unacknowledgeAlert(ctx(), { id })).acknowledgement).toBeNull();
    await expect(unacknowledgeAlert(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state" });
    expect(await kinds(id)).toEqual(["began", "fired", "acknowledged", "acknowledgement_ended"]);
  });

  test("two at once: one of them", async () => {
    const id = await firing();
    const both = await Promise.allSettled([acknowledgeAlert(ctx(), { id }), acknowledgeAlert(ctx(), { id })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("an evaluation in the same moment does not lose it", async () => {
    const id = await firing();
    await Promise.all([acknowledgeAlert(ctx(), { id }), evaluateAt(30), evaluateAt(60)]);
    const [alert] = (await listAlerts(reader, {})).items;
    expect(alert).toMatchObject({ occurrences: 3, acknowledgement: { by: "key test" } });
  });

  test("it ends at its time, and must end in the future", async () => {
    const id = await firing();
    await expect(acknowledgeAlert(ctx(), { id, until: noon.toISOString() })).rejects.toMatchObject({ code: "validation_failed" });
    await acknowledgeAlert(ctx(), { id, until: fromNoon({ seconds: 60 }).toISOString() });
    await evaluateAt(60);
    expect((await showAlert(reader, { id })).acknowledgement).toBeNull();
  });

  test("it ends at its time too where no rule looks, once", async () => {
    const { id } = await createAlert(ctx(), disk);
    await acknowledgeAlert(ctx(), { id, until: fromNoon({ seconds: 60 }).toISOString() });
    expect(await endAcknowledgements(ctx(59))).toBe(0);
    expect((await Promise.all([endAcknowledgements(ctx(60)), endAcknowledgements(ctx(60))])).sort()).toEqual([0, 1]);
    expect(await showAlert(reader, { id })).toMatchObject({ status: "firing", acknowledgement: null, occurrences: 1, title: disk.title });
    expect(await kinds(id)).toEqual(["began", "fired", "acknowledged", "acknowledgement_ended"]);
    expect((await acknowledgeAlert(ctx(61), { id })).acknowledgement).toMatchObject({ until: null });
    expect(await endAcknowledgements(ctx(9_000))).toBe(0);
  });
});

describe("resolving by hand", () => {
  test("while the condition is true: it says that it will reopen, and the next evaluation does, the same alert", async () => {
    const id = await firing();
    expect(await resolveAlert(ctx(), { id, note: "fixed" })).toMatchObject({ status: "resolved", willReopen: true });
    await expect(resolveAlert(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state", state: { status: "resolved" } });
    await expect(acknowledgeAlert(ctx(), { id })).rejects.toMatchObject({ code: "wrong_state" });
    await evaluateAt(30);
    expect((await listAlerts(reader, {})).items).toMatchObject([{ id, status: "firing", reopenCount: 1 }]);
    expect(await kinds(id)).toEqual(["began", "fired", "resolved", "reopened"]);
  });
});

describe("by hand and from scripts", () => {
  test("the same is one alert, counted; another resource another", async () => {
    const first = await createAlert(ctx(), disk);
    const again = await createAlert(ctx(5), { ...disk, severity: "critical" });
    const other = await createAlert(ctx(), { ...disk, resourceId: "sdb" });
    expect([statusOfCreate(first), statusOfCreate(again), statusOfCreate(other)]).toEqual([201, 200, 201]);
    expect(again).toMatchObject({ id: first.id, occurrences: 2, severity: "critical" });
    expect(other.id).not.toBe(first.id);
  });

  test("before: the same key, and what fired earlier; not whatever else has no resource", async () => {
    const job = { severity: "warning", source: "task", title: "Backup failed" } as const;
    const raiseAt = async (seconds: number, dedupKey: string) => {
      const { id } = await createAlert(ctx(seconds), { ...job, dedupKey });
      await db.prisma.$executeRaw(sql`
        update alert set status = 'resolved', resolved_at = ${fromNoon({ seconds: seconds + 1 })}::timestamptz where id = ${id}::uuid`);
      return id;
    };
    const first = await raiseAt(0, "a");
    await raiseAt(10, "b");
    const second = await raiseAt(1_000, "a");
    const third = await raiseAt(2_000, "a");
    const similar = async (id: string) => (await showAlert(reader, { id })).similar.map((past) => past.id);
    expect(await similar(third)).toEqual([second, first]);
    expect(await similar(second)).toEqual([first]);
    expect(await similar(first)).toEqual([]);
  });

  test("two senders at once: one alert", async () => {
    const both = await Promise.all([createAlert(ctx(), { ...disk, dedupKey: "k" }), createAlert(ctx(), { ...disk, dedupKey: "k" })]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect((await listAlerts(reader, {})).items).toMatchObject([{ occurrences: 2 }]);
  });

  test("soon after its end it is the same alert, later another", async () => {
    const { id } = await createAlert(ctx(), disk);
    expect(await resolveAlert(ctx(10), { id })).toMatchObject({ willReopen: false });
    expect(await createAlert(ctx(60), disk)).toMatchObject({ id, reopenCount: 1 });
    await resolveAlert(ctx(70), { id });
    expect((await createAlert(ctx(70 + 600), disk)).id).not.toBe(id);
  });
});

describe("who may, and what is not there", () => {
  test("reading is not writing", async () => {
    const id = await firing();
    for (const act of [acknowledgeAlert, resolveAlert]) await expect(act(reader, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listAlerts(testContext(db, { actor: keyActor(["fleet:read"]) }), {})).rejects.toMatchObject({ code: "forbidden" });
  });
  test("an alert that does not exist, or is only pending, is not found", async () => {
    await addRule(db, { forSeconds: 60 });
    await addServer(db, { status: "offline" });
    await evaluateAt(0);
    const [pending] = await db.prisma.$queryRaw<{ id: string }[]>(sql`select id from alert`);
    for (const id of [crypto.randomUUID(), pending?.id ?? ""]) {
      await expect(showAlert(reader, { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(acknowledgeAlert(ctx(), { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(commentAlert(ctx(), { id, text: "x" })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await listAlerts(reader, {})).items).toEqual([]);
  });
});

test("comments and assignment, to admins only", async () => {
  const id = await firing();
  const [admin, user] = [await testUser(db, { role: "admin" }), await testUser(db, { role: "user" })];
  await commentAlert(ctx(), { id, text: "looking" });
  expect((await assignAlert(ctx(), { id, userId: admin.id })).assignedTo).toMatchObject({ id: admin.id });
  await expect(assignAlert(ctx(), { id, userId: user.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await assignAlert(ctx(), { id, userId: null })).assignedTo).toBeNull();
  expect(await kinds(id)).toEqual(["began", "fired", "commented", "assigned", "unassigned"]);
});

test("many at once: each has its own answer", async () => {
  const id = await firing();
  const gone = crypto.randomUUID();
  const { results } = await actOnAlerts(ctx(), { ids: [id, gone, id], action: "acknowledge" });
  expect(results).toEqual([{ id, ok: true }, expect.objectContaining({ id: gone, ok: false, code: "not_found" })]);
});

test("the list: filters, facets that say what another choice would bring, pages in every order", async () => {
  for (let index = 0; index < 7; index++) {
    const severity = index < 2 ? "critical" : "warning";
    await createAlert(ctx(index), {
      ...disk,
      severity,
      source: index % 2 ? "tape" : "storage",
      resourceId: `sd${index}`,
      title: `Disk ${index} is full`,
    });
  }
  const [last] = (await listAlerts(reader, { limit: 1 })).items;
  await acknowledgeAlert(ctx(), { id: last?.id ?? "" });
  const { items, facets } = await listAlerts(reader, { severity: "warning", facets: "true" });
  expect(items).toHaveLength(5);
  expect(facets).toMatchObject({
    severity: { critical: 2, warning: 5, info: 0 },
    source: { storage: 3, tape: 2 },
    acknowledged: 1,
    unacknowledged: 4,
    muted: 0,
    unmuted: 5,
    total: 5,
  });
  for (const sort of ["newest", "oldest", "severity"] as const) {
    const whole = (await listAlerts(reader, { sort })).items.map(({ id }) => id);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: AlertList = await listAlerts(reader, { sort, limit: 2, ...(cursor ? { cursor } : {}) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect([sort, paged]).toEqual([sort, whole]);
  }
  const found = async (text: string) => (await listAlerts(reader, { text })).items.length;
  expect([await found("disk 3"), await found("ful"), await found("sd4"), await found("nothing"), await found("' | !& :*")]).toEqual([
    1, 7, 1, 0, 7,
  ]);
});

describe("the overview", () => {
  test("says that nobody looked, then what was looked at", async () => {
    expect((await showAlertOverview(reader, {})).watch).toEqual({ rules: 0, failing: 0, checks: 0, withoutData: 0, evaluatedAt: null });
    await addRule(db, { isEnabled: false });
    await firing();
    expect((await showAlertOverview(reader, {})).watch).toEqual({
      rules: 1,
      failing: 0,
      checks: 1,
      withoutData: 0,
      evaluatedAt: noon.toISOString(),
    });
  });

  test("counts what fires, and apart what waits for somebody", async () => {
    const [first, second] = [await createAlert(ctx(), disk), await createAlert(ctx(), { ...disk, resourceId: "sdb" })];
    const third = await createAlert(ctx(), { ...disk, resourceId: "sdc", severity: "critical" });
    await acknowledgeAlert(ctx(), { id: first.id });
    await resolveAlert(ctx(), { id: second.id });
    const muted = sql`update alert set muted_by = 'silence', muted_id = gen_random_uuid(), muted_reason = 'quiet' where id = ${third.id}::uuid`;
    await db.prisma.$executeRaw(muted);
    expect(await showAlertOverview(reader, {})).toMatchObject({
      firing: { critical: 1, warning: 1, info: 0 },
      open: { critical: 0, warning: 0, info: 0 },
    });
  });

  test("needs monitoring:read", async () => {
    const stranger = testContext(db, { actor: keyActor(["fleet:read"]) });
    await expect(showAlertOverview(stranger, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
