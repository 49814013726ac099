import { z } from "zod";
import { request } from "../node/request.ts";
import type { BenchmarkRun, HostSystemPlan } from "../plan/benchmark-plan.ts";
import type { Panel } from "./panel.ts";

const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });
const ServerItem = z.object({ id: z.number().int(), name: z.string() });
const ClientItem = z.object({ id: z.number().int(), nodeServerId: z.number().int(), name: z.string() });
const PackageItem = z.object({ id: z.string(), name: z.string(), isMaster: z.boolean() });
const UserItem = z.object({ id: z.string(), uid: z.number().int(), email: z.string() });
const QueueItem = z.object({ userId: z.string(), expiresAt: z.string().nullable() });
const ApplianceItem = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });
const ApplianceToken = z.object({ id: z.string(), token: z.string() });
const NumberedItem = z.object({ id: z.number().int() });
const HostSystemItem = NumberedItem.extend({ description: z.string() });
const NodeToken = z.object({ token: z.string() });

/** A panel over its API, with an API key, and what only the live fleet asks. */
export interface HttpPanel extends Panel {
  /** Users with an active package that has not expired. */
  servedUserIds(now: Date): Promise<Set<string>>;
  /** Packages that wait behind the active one. */
  waitingCount(userId: string): Promise<number>;
  rotateToken(nodeServerId: number): Promise<string>;
  appliances(): Promise<{ id: string; name: string; createdAt: string }[]>;
  createAppliance(name: string): Promise<{ id: string; token: string }>;
  rotateApplianceToken(id: string): Promise<{ id: string; token: string }>;
  hostSystems(): Promise<{ id: number; description: string }[]>;
  createHostSystem(plan: HostSystemPlan): Promise<{ id: number }>;
  createBenchmark(run: BenchmarkRun): Promise<{ id: number }>;
  createBenchmarkEvent(benchmarkId: number, event: { name: string; phase: string; at: Date }): Promise<void>;
}

export function httpPanel(url: string, apiKey: string): HttpPanel {
  const headers = { authorization: `Bearer ${apiKey}` };

  async function listed<T extends z.ZodType>(path: string, item: T): Promise<z.output<T>[]> {
    const found: z.output<T>[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const address = new URL(path, url);
      address.searchParams.set("limit", "500");
      if (cursor !== "") address.searchParams.set("cursor", cursor);
      const answer = page(item).parse(JSON.parse((await request(address, { headers })).text));
      found.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return found;
  }
  async function posted<T extends z.ZodType>(path: string, body: object, output: T): Promise<z.output<T>> {
    const answer = await request(new URL(path, url), { method: "POST", body: JSON.stringify(body), headers });
    return output.parse(JSON.parse(answer.text));
  }

  return {
    nodeServers: () => listed("/api/v1/admin/node-servers", ServerItem),
    createNodeServer: ({ name, compatibility }) => posted("/api/v1/admin/node-servers", { name, compatibility }, ServerItem),
    nodeClients: () => listed("/api/v1/admin/node-clients", ClientItem),
    createNodeClient: ({ key: _key, ...plan }, { server, ...place }) =>
      posted("/api/v1/admin/node-clients", { ...plan, ...place, country: server.country, location: server.city }, ClientItem),
    packages: async () => (await listed("/api/v1/admin/packages", PackageItem)).filter((item) => item.isMaster),
    createPackage: ({ key: _key, trafficLimit, ...plan }) =>
      posted("/api/v1/admin/packages", { ...plan, trafficLimit: String(trafficLimit) }, PackageItem),
    users: () => listed("/api/v1/admin/users", UserItem),
    createUser: ({ email, name }, password) => posted("/api/v1/admin/users", { email, name, password, role: "user" }, UserItem),
    enqueue: async (userId, packageId, byOrder) => {
      await posted("/api/v1/admin/package-queue", { userId, packageId, byOrder }, z.object({ id: z.string() }));
    },
    servedUserIds: async (now) => {
      const active = await listed("/api/v1/admin/package-queue?status=active", QueueItem);
      return new Set(active.filter((item) => item.expiresAt === null || new Date(item.expiresAt) > now).map((item) => item.userId));
    },
    waitingCount: async (userId) => (await listed(`/api/v1/admin/package-queue?status=in_queue&userId=${userId}`, QueueItem)).length,
    rotateToken: async (nodeServerId) => (await posted(`/api/v1/admin/node-servers/${nodeServerId}/rotate-token`, {}, NodeToken)).token,
    appliances: () => listed("/api/v1/appliances", ApplianceItem),
    createAppliance: (name) => posted("/api/v1/appliances", { name }, ApplianceToken),
    rotateApplianceToken: (id) => posted(`/api/v1/appliances/${id}/rotate-token`, {}, ApplianceToken),
    hostSystems: () => listed("/api/v1/telemetry/host-systems", HostSystemItem),
    createHostSystem: (plan) => posted("/api/v1/telemetry/host-systems", plan, NumberedItem),
    createBenchmark: ({ startAt, endAt, ...run }) =>
      posted("/api/v1/telemetry/benchmarks", { ...run, startAt: startAt.toISOString(), endAt: endAt.toISOString() }, NumberedItem),
    createBenchmarkEvent: async (benchmarkId, { at, ...event }) => {
      await posted(`/api/v1/telemetry/benchmarks/${benchmarkId}/events`, { ...event, at: at.toISOString() }, NumberedItem);
    },
  };
}
