import { expect, test } from "vitest";
import { sharedServer } from "../../../e2e/fixtures/http.ts";
import { makeClient, makeServer, makeSmallFleet } from "../../../e2e/fixtures/seed.ts";

const { api, url } = sharedServer();

test("an XrayR-style node over HTTP: configuration, users, 304, who is online, load", async () => {
  // A group of its own: other files share the server and have users in the usual one.
  const { server, user } = await makeSmallFleet(api, { group: 4711 });
  const uniProxy = (path: string) => `/api/v1/server/UniProxy/${path}?node_id=${server.id}&node_type=vmess&token=${server.token}`;
  const node = api.as(undefined);
  expect((await node.get(uniProxy("config"))).json).toMatchObject({
    server_port: 443,
    base_config: { push_interval: 60, pull_interval: 60 },
  });
  const users = await node.get(uniProxy("user"));
  expect(users.json).toEqual({ users: [{ id: user.uid, uuid: user.uuid, speed_limit: 0, device_limit: 0 }] });
  const again = await node.get(uniProxy("user"), { "if-none-match": users.headers.get("etag") ?? "" });
  expect([again.status, again.text]).toEqual([304, ""]);
  expect((await node.post(uniProxy("alive"), { [user.uid]: ["192.0.2.1"] })).json).toEqual({ data: true });
  expect((await node.get(uniProxy("alivelist"))).json).toMatchObject({ alive: { [user.uid]: 1 } });
  expect((await node.post(uniProxy("status"), { cpu: 10, mem: { total: 2, used: 1 } })).json).toEqual({ data: true });
  const detail = await api.get(`/api/v1/admin/node-servers/${server.id}`);
  expect(detail.json).toMatchObject({ onlineUsers: 1, latestSample: { cpuPercent: 10, memoryUsed: "1" } });
});

test("a mod_mu node over HTTP", async () => {
  const server = await makeServer(api, { compatibility: "ssp" });
  await makeClient(api, server.id);
  const node = api.as(undefined);
  const info = await node.get(`/mod_mu/nodes/${server.id}/info?key=${server.token}&muKey=${server.token}`);
  expect(info.json).toMatchObject({ ret: 1, data: { traffic_rate: 1.5, custom_config: { offset_port_node: "443" } } });
  expect((await node.post(`/mod_mu/nodes/${server.id}/info?key=${server.token}`, { uptime: "5", load: "0.5 0.5 0.5" })).json).toEqual({
    ret: 1,
    data: "ok",
  });
  expect((await node.get(`/mod_mu/users?node_id=${server.id}&key=${server.token}`)).json).toMatchObject({ ret: 1 });
  expect((await node.get(`/mod_mu/func/detect_rules?key=${server.token}`)).json).toEqual({ ret: 1, data: [] });
});

test("a body that is none: 400 as a problem; a wrong token 403, an unknown server 404, without detail", async () => {
  const server = await makeServer(api);
  const alive = (id: number, token: string, body: string) =>
    fetch(`${url}/api/v1/server/UniProxy/alive?node_id=${id}&token=${token}`, { method: "POST", body });
  const malformed = await alive(server.id, server.token, "{");
  expect([malformed.status, malformed.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  for (const [id, token, status, detail] of [
    [server.id, "wrong", 403, "Forbidden"],
    [2_000_000_000, server.token, 404, "Not found"],
  ] as const) {
    const refused = await alive(id, token, "{}");
    expect([refused.status, await refused.json()]).toMatchObject([status, { detail }]);
  }
});

test("the admin's calls in the documented words", async () => {
  const created = await api.post("/api/v1/admin/node-servers", { name: "fra-01", compatibility: "native" });
  expect([created.status, created.json]).toMatchObject([
    201,
    { name: "fra-01", compatibility: "native", status: "offline", token: expect.stringMatching(/^fln_/) },
  ]);
  const { id } = created.json as { id: number };
  const client = { nodeServerId: id, name: "Frankfurt", trafficFactor: "1.5", availableGroups: [1] };
  const added = await api.post("/api/v1/admin/node-clients", client);
  expect([added.status, added.json]).toMatchObject([201, { ...client, isDefault: true }]);
  const changed = await api.send("PATCH", `/api/v1/admin/node-clients/${(added.json as { id: number }).id}`, { trafficFactor: "2" });
  expect([changed.status, changed.json]).toMatchObject([200, { trafficFactor: "2" }]);
  const mended = await api.post(`/api/v1/admin/node-servers/${id}/maintenance`, { on: true, reason: "disks" });
  expect([mended.status, mended.json]).toMatchObject([200, { status: "maintenance" }]);
  const listed = await api.get(`/api/v1/admin/node-servers?status=maintenance&q=${id}&limit=1`);
  expect(listed.json).toMatchObject({ items: [{ id, clientCount: 1 }], nextCursor: null, total: 1 });
  expect((await api.get("/api/v1/admin/node-servers?status=broken")).json).toMatchObject({ status: 400, errors: [{ path: "status" }] });
  expect((await api.get("/api/v1/admin/node-clients?format=csv")).headers.get("content-type")).toContain("text/csv");
  expect((await api.send("DELETE", `/api/v1/admin/node-servers/${id}`)).status).toBe(204);
  expect((await api.get(`/api/v1/admin/node-servers/${id}`)).status).toBe(404);
});
