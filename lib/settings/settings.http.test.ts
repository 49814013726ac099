import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { sharedServer } from "../../e2e/fixtures/http.ts";
import { makeServer } from "../../e2e/fixtures/seed.ts";

const { api } = sharedServer();
const path = "/api/v1/admin/settings";
const List = z.object({ revision: z.number(), items: z.array(z.looseObject({ key: z.string(), value: z.number().nullable() })) });

afterAll(async () => {
  await api.send("PATCH", path, { values: { "fleet.pullIntervalS": null } });
});

test("read, change, lose a race, reset: as the reference says", async () => {
  const { revision, items } = await api.must(List, "GET", path);
  expect(items.length).toBeGreaterThan(10);
  const changed = await api.send("PATCH", path, { values: { "fleet.pullIntervalS": 45 }, revision });
  expect([changed.status, List.parse(changed.json).revision]).toEqual([200, revision + 1]);
  const late = await api.send("PATCH", path, { values: { "fleet.pullIntervalS": 50 }, revision });
  expect([late.status, late.json]).toMatchObject([409, { code: "conflict", state: { revision: revision + 1 } }]);
  const bad = await api.send("PATCH", path, { values: { "fleet.pullIntervalS": 1, nonsense: 1 } });
  expect([bad.status, bad.json]).toMatchObject([
    400,
    { code: "validation_failed", errors: [{ path: "values.fleet.pullIntervalS" }, { path: "values.nonsense" }] },
  ]);
  const unknown = await api.send("PATCH", path, { "fleet.pullIntervalS": 1 });
  expect(unknown.status).toBe(400);
  expect((await api.as(undefined).get(path)).status).toBe(401);
});

test("nodes are told a new interval", async () => {
  const server = await makeServer(api);
  const config = () => api.as(undefined).get(`/api/v1/server/UniProxy/config?node_id=${server.id}&node_type=vless&token=${server.token}`);
  for (const pull_interval of [30, 90]) {
    expect((await api.send("PATCH", path, { values: { "fleet.pullIntervalS": pull_interval } })).status).toBe(200);
    expect((await config()).json).toMatchObject({ base_config: { push_interval: 60, pull_interval } });
  }
});

test("the installation", async () => {
  const { status, json } = await api.get(`${path}/installation`);
  expect([status, json]).toMatchObject([
    200,
    { version: expect.stringMatching(/^\d+\./), grpcPort: null, mail: { isConfigured: false, host: null } },
  ]);
});
