import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { unknownServer } from "#lib/fleet/create-node-client";
import { NodeClient, UpdateNodeClientInput } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { clientFields } from "./internal/client-fields.ts";
import { keepADefault, makeDefault } from "./internal/default-client.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { readNodeClient } from "./internal/node-client-row.ts";
import { recordFactors } from "./internal/record-factors.ts";

/**
 * Changes what is given. A new factor applies to lines received after the answer. A client that moves to another
 * server leaves the default flag behind, and each server keeps one default.
 * @throws DomainError not_found, unprocessable (unknown server), wrong_state (un-defaulting the only default)
 */
export const updateNodeClient = operation(
  { name: "updateNodeClient", summary: "Change a node client", policy: "fleet:write", input: UpdateNodeClientInput, output: NodeClient },
  (ctx, { id, isDefault, ...changes }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockNodeClient(tx, id, changes.nodeServerId);
      const nodeServerId = changes.nodeServerId ?? before.nodeServerId;
      const isMoving = nodeServerId !== before.nodeServerId;
      if (isDefault === false && before.isDefault && !isMoving) {
        const state = { isDefault: true };
        throw new DomainError("wrong_state", "A server keeps one default client: make another one the default instead", { state });
      }
      await tx.prisma.nodeClient.update({ where: { id }, data: { ...changes, ...(isMoving ? { isDefault: false } : {}) } });
      if (isDefault) await makeDefault(tx, nodeServerId, id);
      await keepADefault(tx, nodeServerId);
      if (isMoving) await keepADefault(tx, before.nodeServerId);
      const after = await readNodeClient(tx, id);
      if (after.trafficFactor !== before.trafficFactor) await recordFactors(tx, ctx, [id]);
      const diff = { before: clientFields(before), after: clientFields(after) };
      await audit(tx, ctx, { action: "node-client.update", subjectKind: "node-client", subjectId: id, ...diff });
      publish(tx, ctx.now, "node-client:changed", ["permission:fleet:read"], { nodeClientId: id, nodeServerId });
      return after;
    }),
);

/** Locks the client's server and the one it goes to in order of their ids, so that two moves never wait for each other. */
async function lockNodeClient(tx: Transaction, id: number, targetServerId: number | undefined): Promise<NodeClient> {
  const [home] = await tx.rows(sql`select node_server_id from node_client where id = ${id}`, z.object({ node_server_id: z.number() }));
  if (!home) throw notFound("Node client");
  const servers = [...new Set([home.node_server_id, targetServerId ?? home.node_server_id])].sort((a, b) => a - b);
  for (const serverId of servers) await lockNodeServer(tx, serverId).catch(unknownServer);
  const client = await readNodeClient(tx, id);
  if (client.nodeServerId === home.node_server_id) return client;
  throw new DomainError("conflict", "Somebody moved it to another server meanwhile", { state: { nodeServerId: client.nodeServerId } });
}
