import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import { listUsers } from "#lib/auth/list-users";
import type { Database } from "#lib/core/database";
import { createNodeClient } from "#lib/fleet/create-node-client";
import { createNodeServer } from "#lib/fleet/create-node-server";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import { createPackage } from "#lib/package-queue/create-package";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { listPackages } from "#lib/package-queue/list-packages";
import type { Panel } from "./panel.ts";

/** More than the plan ever makes. */
const limit = 500;

/** A panel by its operations instead of its API, at an instant of the past: for the history, which no API can write. */
export function operationsPanel(db: Database, now: Date): Panel {
  const ctx = systemContext("demo history", { db, now });
  return {
    nodeServers: async () => (await listNodeServers(ctx, { limit })).items,
    createNodeServer: ({ name, compatibility }) => createNodeServer(ctx, { name, compatibility }),
    nodeClients: async () => (await listNodeClients(ctx, { limit })).items,
    createNodeClient: ({ key: _key, ...plan }, { server, ...place }) =>
      createNodeClient(ctx, { ...plan, ...place, country: server.country, location: server.city }),
    packages: async () => (await listPackages(ctx, { limit })).items.filter((item) => item.isMaster),
    createPackage: ({ key: _key, trafficLimit, ...plan }) => createPackage(ctx, { ...plan, trafficLimit: String(trafficLimit) }),
    users: async () => (await listUsers(ctx, { limit })).items,
    createUser: ({ email, name }, password) => createUser(ctx, { email, name, password, role: "user" }),
    enqueue: async (userId, packageId, byOrder) => {
      await enqueuePackage(ctx, { userId, packageId, byOrder });
    },
  };
}
