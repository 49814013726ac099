import { fleetPlan } from "../plan/fleet-plan.ts";
import { type PackagePlan, packagePlan } from "../plan/package-plan.ts";
import type { PersonPlan } from "../plan/people-plan.ts";
import type { Panel } from "./panel.ts";

/** The plan's keys and what the panel knows them by. */
export interface Fleet {
  serverIds: ReadonlyMap<string, number>;
  clientIds: ReadonlyMap<string, number>;
  packageIds: ReadonlyMap<PackagePlan["key"], string>;
  users: ReadonlyMap<string, { id: string; uid: number }>;
}

/**
 * Makes what the plan says and the panel does not have yet. Things are recognised by name (users by e-mail), so running
 * it again changes nothing.
 */
export async function ensureFleet(panel: Panel, people: readonly PersonPlan[], demoPassword: string | undefined): Promise<Fleet> {
  const { serverIds, clientIds } = await ensureServers(panel);
  return { serverIds, clientIds, packageIds: await ensurePackages(panel), users: await ensureUsers(panel, people, demoPassword) };
}

async function ensureServers(panel: Panel): Promise<Pick<Fleet, "serverIds" | "clientIds">> {
  const knownServers = new Map((await panel.nodeServers()).map((server) => [server.name, server.id]));
  const knownClients = new Map((await panel.nodeClients()).map((client) => [`${client.nodeServerId} ${client.name}`, client.id]));
  const serverIds = new Map<string, number>();
  const clientIds = new Map<string, number>();
  let displayOrder = 0;
  for (const server of fleetPlan) {
    const nodeServerId = knownServers.get(server.name) ?? (await panel.createNodeServer(server)).id;
    serverIds.set(server.key, nodeServerId);
    for (const [index, client] of server.clients.entries()) {
      displayOrder += 10;
      const place = { nodeServerId, server, isDefault: index === 0, displayOrder };
      clientIds.set(client.key, knownClients.get(`${nodeServerId} ${client.name}`) ?? (await panel.createNodeClient(client, place)).id);
    }
  }
  return { serverIds, clientIds };
}

async function ensurePackages(panel: Panel): Promise<Fleet["packageIds"]> {
  const known = new Map((await panel.packages()).map((item) => [item.name, item.id]));
  const ids = new Map<PackagePlan["key"], string>();
  for (const plan of packagePlan) ids.set(plan.key, known.get(plan.name) ?? (await panel.createPackage(plan)).id);
  return ids;
}

async function ensureUsers(panel: Panel, people: readonly PersonPlan[], demoPassword: string | undefined): Promise<Fleet["users"]> {
  const known = new Map((await panel.users()).map((user) => [user.email, user]));
  const users = new Map<string, { id: string; uid: number }>();
  for (const person of people) {
    const password = person.role === "demo-user" ? demoPassword : undefined;
    users.set(person.key, known.get(person.email) ?? (await panel.createUser(person, password)));
  }
  return users;
}
