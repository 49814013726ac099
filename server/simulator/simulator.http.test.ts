import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { Api } from "../../e2e/fixtures/api.ts";
import { ownServer } from "../../e2e/fixtures/http.ts";
import { enqueue, makeClient, makePackage, makeServer, makeUser } from "../../e2e/fixtures/seed.ts";
import type { TestServer } from "../../e2e/fixtures/start-server.ts";
import { buyAhead } from "./live/keep-buying.ts";
import { reportOnce } from "./live/run-appliances.ts";
import { applianceClient } from "./node/appliance-client.ts";
import { modMuClient } from "./node/mod-mu-client.ts";
import { nativeClient } from "./node/native-client.ts";
import type { NodeIdentity, PanelClient } from "./node/panel-client.ts";
import { RequestFailed } from "./node/request.ts";
import { uniProxyClient } from "./node/uniproxy-client.ts";
import { appliancePlan } from "./plan/appliance-plan.ts";
import { peoplePlan } from "./plan/people-plan.ts";
import { ensureAppliances } from "./set-up/ensure-appliances.ts";
import { ensureFleet } from "./set-up/ensure-fleet.ts";
import { ensurePackages } from "./set-up/ensure-packages.ts";
import { httpPanel } from "./set-up/http-panel.ts";
import { newTokens } from "./set-up/new-tokens.ts";

let server: TestServer;
let api: Api;
beforeAll(async () => {
  server = await ownServer();
  api = new Api(server.url, server.adminKey);
});
afterAll(() => server.stop());

const Detail = z.object({
  onlineUsers: z.number(),
  latestSample: z.object({ cpuPercent: z.number(), memoryTotal: z.string().nullable() }),
  reports: z.array(z.object({ protocol: z.string(), lineCount: z.number(), duplicateOf: z.string().nullable() })),
});
const load = { cpu: 12.5, mem: { total: 4e9, used: 1e9 }, swap: { total: 0, used: 0 }, disk: { total: 9e9, used: 3e9 }, uptimeS: 77 };

async function makeNode(compatibility: "newv2b" | "ssp"): Promise<{ identity: NodeIdentity; uid: number }> {
  const node = await makeServer(api, { compatibility });
  await makeClient(api, node.id);
  const user = await makeUser(api);
  await enqueue(api, user.id, (await makePackage(api)).id);
  return { identity: { url: server.url, ...node }, uid: user.uid };
}

/** What a node program does in a round, and what the operator then sees of it. */
async function live(panel: PanelClient, { identity, uid }: Awaited<ReturnType<typeof makeNode>>) {
  await panel.pullConfig();
  expect(await panel.pullUsers()).toContain(uid);
  expect(await panel.pullUsers()).toContain(uid);
  const body = panel.trafficBody(new Map([[uid, [1_000, 2_001]]]));
  await panel.pushTraffic(body);
  await panel.pushTraffic(body);
  await panel.reportOnline(new Map([[uid, ["203.0.113.7"]]]));
  await panel.reportLoad(load);
  await panel.pullConfig();
  return api.must(Detail, "GET", `/api/v1/admin/node-servers/${identity.id}`);
}

describe("the node programs against the real server", () => {
  test("UniProxy: users by ETag, a repeated push counted once, online users, load", async () => {
    const node = await makeNode("newv2b");
    const seen = await live(uniProxyClient(node.identity), node);
    expect(seen.reports.map(({ protocol, duplicateOf }) => [protocol, duplicateOf !== null])).toEqual([
      ["uniproxy", true],
      ["uniproxy", false],
    ]);
    expect([seen.onlineUsers, seen.latestSample.cpuPercent, seen.latestSample.memoryTotal]).toEqual([1, 12.5, "4000000000"]);
  });

  test("mod_mu: the same in its own words, with the CPU's share as load", async () => {
    const node = await makeNode("ssp");
    const seen = await live(modMuClient(node.identity), node);
    expect(seen.reports.map(({ protocol, duplicateOf }) => [protocol, duplicateOf !== null])).toEqual([
      ["mod_mu", true],
      ["mod_mu", false],
    ]);
    expect([seen.onlineUsers, seen.latestSample.memoryTotal]).toEqual([1, null]);
    expect(seen.latestSample.cpuPercent).toBeCloseTo(13, 0);
  });

  test("native: a further node of the same server, by its own id", async () => {
    const { identity, uid } = await makeNode("newv2b");
    const second = await makeClient(api, identity.id, { isDefault: false });
    const native = nativeClient(identity);
    const body = native.trafficBody(second.id, new Map([[uid, [5, 6]]]));
    await native.pushTraffic(body);
    await native.pushTraffic(body);
    const Overview = z.object({
      reports: z.array(z.object({ protocol: z.string(), duplicateOf: z.string().nullable(), lineCount: z.number() })),
    });
    const { reports } = await api.must(Overview, "GET", `/api/v1/admin/node-servers/${identity.id}`);
    expect(reports.map(({ protocol, duplicateOf }) => [protocol, duplicateOf !== null])).toEqual([
      ["native", true],
      ["native", false],
    ]);
  });

  test("a wrong token is a failure with its status, and a panel that is away one without", async () => {
    const { identity } = await makeNode("newv2b");
    const status = async (node: NodeIdentity) => {
      const error: unknown = await uniProxyClient(node)
        .pullUsers()
        .catch((reason: unknown) => reason);
      return error instanceof RequestFailed ? error.status : error;
    };
    expect(await status({ ...identity, token: "wrong" })).toBe(403);
    expect(await status({ ...identity, url: "http://127.0.0.1:1" })).toBeUndefined();
  });
});

test("setting up twice makes everything once, and everybody but one is served", async () => {
  const panel = httpPanel(server.url, server.adminKey);
  const people = peoplePlan("test", "demo@example.test").slice(0, 8);
  const first = await ensureFleet(panel, people, "a demo password");
  const counts = async () => [
    (await panel.nodeServers()).length,
    (await panel.nodeClients()).length,
    (await panel.packages()).length,
    (await panel.users()).length,
  ];
  const before = await counts();
  await ensurePackages(panel, first, people, new Date());
  expect(await ensureFleet(panel, people, "a demo password")).toEqual(first);
  await ensurePackages(panel, first, people, new Date());
  const shopping = new Date();
  await buyAhead(panel, first, people, shopping);
  await buyAhead(panel, first, people, shopping);
  const pockets = people.filter(({ role }) => role === "pocket").map((person) => panel.waitingCount(first.users.get(person.key)?.id ?? ""));
  expect(await Promise.all(pockets)).toEqual([2, 2]);
  expect(await counts()).toEqual(before);
  expect([first.serverIds.size, first.clientIds.size, first.users.size]).toEqual([12, 20, 8]);
  const served = await panel.servedUserIds(new Date());
  expect(people.filter((person) => !served.has(first.users.get(person.key)?.id ?? "")).map(({ role }) => role)).toEqual([
    "without-package",
  ]);
  const tokens = await newTokens(panel, first);
  const id = first.serverIds.get("fra-1") ?? 0;
  const admitted = await uniProxyClient({ url: server.url, id, token: tokens.get("fra-1") ?? "" }).pullUsers();
  const uids = people.filter(({ role }) => role !== "without-package").map((person) => first.users.get(person.key)?.uid);
  expect([...admitted]).toEqual(expect.arrayContaining(uids));
});

test("the appliances are made once, and report with the newest token", async () => {
  const panel = httpPanel(server.url, server.adminKey);
  const now = new Date();
  const first = await ensureAppliances(panel, now);
  const second = await ensureAppliances(panel, now);
  expect([...second].map(([key, { id }]) => [key, id])).toEqual([...first].map(([key, { id }]) => [key, id]));
  for (const plan of appliancePlan) {
    const [old, known] = [first.get(plan.key), second.get(plan.key)];
    if (!old || !known) throw new Error(`${plan.key} is not there`);
    await expect(reportOnce(applianceClient(server.url, old), "test", plan, known.since, now)).rejects.toMatchObject({ status: 403 });
    await reportOnce(applianceClient(server.url, known), "test", plan, known.since, now);
    await reportOnce(applianceClient(server.url, known), "test", plan, known.since, now);
    const shown = await api.must(z.object({ state: z.string(), repositoryCount: z.number() }), "GET", `/api/v1/appliances/${known.id}`);
    expect(shown).toEqual({ state: "reporting", repositoryCount: plan.repositories.length });
  }
});
