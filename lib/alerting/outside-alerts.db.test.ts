import { beforeEach, describe, expect, test } from "vitest";
import { createSilence } from "#lib/alerting/create-silence";
import { endOutsideAlerts } from "#lib/alerting/end-outside-alerts";
import { evaluateRules } from "#lib/alerting/evaluate-rules";
import { listAlerts } from "#lib/alerting/list-alerts";
import { receiveAlertmanagerWebhook } from "#lib/alerting/receive-alertmanager-webhook";
import { receivePrometheusAlerts } from "#lib/alerting/receive-prometheus-alerts";
import { resolveAlert } from "#lib/alerting/resolve-alert";
import { showAlert } from "#lib/alerting/show-alert";
import { showAlertmanagerStatus } from "#lib/alerting/show-alertmanager-status";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";

const db = testDatabase();
const ctx = (seconds = 0) => testContext(db, { actor: keyActor(["monitoring:read", "monitoring:write"]), now: fromNoon({ seconds }) });
const reader = testContext(db, { actor: keyActor(["monitoring:read"]) });
const at = (seconds: number) => fromNoon({ seconds }).toISOString();
const labels = { alertname: "InstanceDown", instance: "web-1:9100", severity: "critical" };
const post = (seconds: number, endsIn: number, more: object = labels) =>
  receivePrometheusAlerts(ctx(seconds), { alerts: [{ labels: more, endsAt: at(seconds + endsIn) }] });
const webhook = (seconds: number, status: "firing" | "resolved") =>
  receiveAlertmanagerWebhook(ctx(seconds), {
    version: "4",
    alerts: [{ labels, status, endsAt: status === "firing" ? "0001-01-01T00:00:00Z" : at(seconds) }],
  });
const all = async () => (await listAlerts(reader, {})).items;
const kinds = async (id = "") => (await showAlert(reader, { id })).timeline.map(({ kind }) => kind);

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate alert, rule, rule_evaluation, silence, maintenance_window, event_log cascade`);
});

describe("what a Prometheus posts", () => {
  test("fires, goes on, and is over when it says so", async () => {
    expect(await post(0, 240)).toEqual({ received: 1, fired: 1, resolved: 0, truncated: 0 });
    expect(await post(60, 240)).toMatchObject({ fired: 0, resolved: 0 });
    const [alert] = await all();
    expect(alert).toMatchObject({
      status: "firing",
      severity: "critical",
      source: "external",
      title: "InstanceDown: web-1:9100",
      occurrences: 2,
    });
    expect(await post(120, 0)).toMatchObject({ fired: 0, resolved: 1 });
    expect(await all()).toMatchObject([{ id: alert?.id, status: "resolved", resolvedAt: at(120) }]);
    // Prometheus says the end again for fifteen minutes.
    expect(await post(180, -60)).toMatchObject({ received: 1, fired: 0, resolved: 0 });
    expect(await kinds(alert?.id)).toEqual(["began", "fired", "resolved"]);
  });

  test("fires again within ten minutes: the same alert; later: another", async () => {
    await post(0, 240);
    await post(60, 0);
    await post(120, 240);
    expect(await all()).toMatchObject([{ status: "firing", reopenCount: 1 }]);
    await post(180, 0);
    await post(180 + 601, 240);
    expect(await all()).toHaveLength(2);
  });

  test("is over by itself when nothing more is heard; not before, and not when it goes on", async () => {
    await post(0, 240);
    await post(0, 240, { ...labels, instance: "web-2:9100" });
    expect(await endOutsideAlerts(ctx(239))).toBe(0);
    await post(200, 240);
    expect(await endOutsideAlerts(ctx(240))).toBe(1);
    expect((await all()).map(({ resourceId, status }) => [resourceId, status]).sort()).toEqual([
      ["web-1:9100", "firing"],
      ["web-2:9100", "resolved"],
    ]);
    expect((await Promise.all([endOutsideAlerts(ctx(900)), endOutsideAlerts(ctx(900))])).sort()).toEqual([0, 1]);
  });

  test("resolved by hand: the next post brings it back; it does not wait for one that never comes", async () => {
    await post(0, 240);
    const [{ id = "" } = {}] = await all();
    expect(await resolveAlert(ctx(10), { id })).toMatchObject({ willReopen: true });
    await post(60, 240);
    expect(await all()).toMatchObject([{ id, status: "firing", reopenCount: 1 }]);
    await resolveAlert(ctx(70), { id });
    expect(await endOutsideAlerts(ctx(299))).toBe(0);
    expect(await showAlert(reader, { id })).toMatchObject({ willReopen: true });
    expect(await endOutsideAlerts(ctx(300))).toBe(0);
    expect(await showAlert(reader, { id })).toMatchObject({ status: "resolved", willReopen: false });
    await post(9_000, 240);
    expect(await all()).toHaveLength(2);
  });

  test("is taken even when something beside it is wrong, which is named", async () => {
    const refused = receivePrometheusAlerts(ctx(), { alerts: [{ labels: { "a-b": "c" } }, { labels }, 7] });
    await expect(refused).rejects.toMatchObject({
      code: "validation_failed",
      message: expect.stringContaining("1 of 3 alerts were taken"),
      errors: [{ path: "alerts.0.labels.a-b" }, { path: "alerts.2" }],
    });
    expect(await all()).toHaveLength(1);
  });

  test("a thousand at once, each once however often it stands there; more is refused", async () => {
    const alerts = Array.from({ length: 1_000 }, (_, index) => ({ labels: { ...labels, instance: `web-${index % 500}` } }));
    expect(await receivePrometheusAlerts(ctx(), { alerts })).toMatchObject({ received: 1_000, fired: 500 });
    await expect(receivePrometheusAlerts(ctx(), { alerts: [...alerts, alerts[0]] })).rejects.toMatchObject({ code: "validation_failed" });
  });

  test("a broken character in one of them costs nobody the others", async () => {
    const broken = { ...labels, instance: "web-2", note: "\ud83d\0" };
    expect(await receivePrometheusAlerts(ctx(), { alerts: [{ labels }, { labels: broken }] })).toMatchObject({ fired: 2 });
    expect((await all()).find(({ resourceId }) => resourceId === "web-2")?.labels.note).toBe("\ufffd\ufffd");
  });

  test("two Prometheis of a pair post the same at once: one alert", async () => {
    await Promise.all([post(0, 240), post(0, 240)]);
    expect(await all()).toMatchObject([{ occurrences: 2 }]);
  });

  test("an evaluation of our own rules leaves it alone; a silence by any of its labels mutes it", async () => {
    await post(0, 240);
    await evaluateRules(testContext(db, { now: fromNoon({ seconds: 30 }) }), fromNoon({ seconds: 30 }));
    await createSilence(ctx(60), {
      matchers: [{ label: "alertname", value: "Instance*", operator: "matches" }],
      durationSeconds: 600,
      comment: "x",
    });
    expect(await all()).toMatchObject([{ status: "firing", muted: { by: "silence" } }]);
  });
});

describe("what an Alertmanager's webhook brings", () => {
  test("fires until it says otherwise, also after an end that a Prometheus once named", async () => {
    await post(0, 60);
    await post(60, 0);
    await webhook(120, "firing");
    expect(await endOutsideAlerts(ctx(86_400))).toBe(0);
    expect(await all()).toMatchObject([{ status: "firing", reopenCount: 1 }]);
    expect(await webhook(86_400, "resolved")).toEqual({ received: 1, fired: 0, resolved: 1, truncated: 0 });
  });

  test("another version is refused; alerts that were left out are said", async () => {
    await expect(receiveAlertmanagerWebhook(ctx(), { version: "5", alerts: [] } as never)).rejects.toMatchObject({
      code: "validation_failed",
    });
    expect(await receiveAlertmanagerWebhook(ctx(), { version: "4", alerts: [], truncatedAlerts: 7 })).toMatchObject({ truncated: 7 });
  });
});

test("a key that may only read posts nothing; the status says what we are", async () => {
  await expect(receivePrometheusAlerts(reader, { alerts: [] })).rejects.toMatchObject({ code: "forbidden" });
  await expect(receiveAlertmanagerWebhook(reader, { version: "4", alerts: [] })).rejects.toMatchObject({ code: "forbidden" });
  await expect(showAlertmanagerStatus(testContext(db, { actor: keyActor([]) }), {})).rejects.toMatchObject({ code: "forbidden" });
  expect(await showAlertmanagerStatus(reader, {})).toMatchObject({
    cluster: { status: "disabled" },
    versionInfo: { version: expect.stringMatching(/^\d/) },
  });
});
