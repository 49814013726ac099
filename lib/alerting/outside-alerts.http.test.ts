import { describe, expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "#e2e/fixtures/http";
import { AlertList } from "#lib/alerting/schema";

const { api } = sharedServer();
const stranger = api.as(undefined);
const Key = z.object({ key: z.string() });
const newKey = async (...permissions: string[]) =>
  (await api.must(Key, "POST", "/api/v1/admin/api-keys", { name: `outside ${crypto.randomUUID()}`, permissions })).key;
const basic = (password: string) => ({ authorization: `Basic ${btoa(`prometheus:${password}`)}` });
const alertOf = (instance: string, more: object = {}) => ({ labels: { alertname: "Http", instance }, ...more });

async function shown(instance: string) {
  return (await api.must(AlertList, "GET", `/api/v1/monitoring/alerts?resourceId=${instance}`)).items;
}

describe("POST /api/v2/alerts", () => {
  test("takes a list by bearer or by Basic with the key as password", async () => {
    const [key, instance] = [await newKey("monitoring:write"), crypto.randomUUID()];
    expect((await api.as(key).post("/api/v2/alerts", [alertOf(instance)])).json).toMatchObject({ received: 1, fired: 1 });
    expect((await stranger.post("/api/v2/alerts", [alertOf(instance)], basic(key))).json).toMatchObject({ received: 1, fired: 0 });
    expect(await shown(instance)).toMatchObject([{ status: "firing", occurrences: 2 }]);
    const end = { endsAt: new Date(0).toISOString() };
    expect((await stranger.post("/api/v2/alerts", [alertOf(instance, end)], basic(key))).json).toMatchObject({ resolved: 1 });
    expect(await shown(instance)).toMatchObject([{ status: "resolved" }]);
  });

  test("who sends no key, a wrong one, or one that may only read is told so", async () => {
    const reading = await newKey("monitoring:read");
    expect((await stranger.post("/api/v2/alerts", [])).status).toBe(401);
    expect((await stranger.post("/api/v2/alerts", [], basic("fl_0123456789_wrong-but-ours"))).status).toBe(401);
    expect((await stranger.post("/api/v2/alerts", [], basic(reading))).status).toBe(403);
    expect((await stranger.get("/api/v2/status", basic(reading))).status).toBe(200);
  });

  test.each<[string, unknown, number, object]>([
    ["an object", { alerts: [] }, 400, { code: "validation_failed", detail: "The body must be a JSON list" }],
    ["more than a thousand", Array.from({ length: 1_001 }, () => alertOf("x")), 400, { errors: [{ path: "alerts" }] }],
    ["an alert without labels", [{}], 400, { errors: [{ path: "alerts.0.labels" }] }],
    ["nothing", [], 200, { received: 0 }],
  ])("%s", async (_, body, status, expected) => {
    const answer = await api.post("/api/v2/alerts", body);
    expect({ status: answer.status, json: answer.json }).toMatchObject({ status, json: expected });
  });
});

test("Alertmanager's webhook", async () => {
  const instance = crypto.randomUUID();
  const send = (status: string) =>
    api.post("/api/v1/monitoring/webhooks/alertmanager", { version: "4", status, receiver: "us", alerts: [alertOf(instance, { status })] });
  expect((await send("firing")).json).toMatchObject({ fired: 1 });
  expect((await send("resolved")).json).toMatchObject({ resolved: 1 });
  expect((await api.post("/api/v1/monitoring/webhooks/alertmanager", { version: "3", alerts: [] })).status).toBe(400);
});
