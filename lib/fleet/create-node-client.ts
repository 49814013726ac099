import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError, isDomainError } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { CreateNodeClientInput, NodeClient } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { clientFields } from "./internal/client-fields.ts";
import { keepADefault, makeDefault } from "./internal/default-client.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { readNodeClient } from "./internal/node-client-row.ts";
import { recordFactors } from "./internal/record-factors.ts";

/**
 * Adds a client to a server. The first client of a server is its default whatever `isDefault` says; a later one that
 * wants to be takes the flag over.
 * @throws DomainError unprocessable when the server does not exist
 */
export const createNodeClient = operation(
  {
    name: "createNodeClient",
    summary: "Add a node client to a server",
    policy: "fleet:write",
    input: CreateNodeClientInput,
    output: NodeClient,
  },
  (ctx, { nodeServerId, isDefault, ...fields }) =>
    transaction(ctx.db, async (tx) => {
      await lockNodeServer(tx, nodeServerId).catch(unknownServer);
      const { id } = await tx.prisma.nodeClient.create({ data: { ...fields, nodeServerId, createdAt: ctx.now }, select: { id: true } });
      if (isDefault) await makeDefault(tx, nodeServerId, id);
      await keepADefault(tx, nodeServerId);
      await recordFactors(tx, ctx, [id]);
      const client = await readNodeClient(tx, id);
      await audit(tx, ctx, { action: "node-client.create", subjectKind: "node-client", subjectId: id, after: clientFields(client) });
      publish(tx, ctx.now, "node-client:changed", ["permission:fleet:read"], { nodeClientId: id, nodeServerId });
      return client;
    }),
);

/** The path exists, but what the body names does not: 422 naming the field. */
export function unknownServer(error: unknown): never {
  if (!isDomainError(error) || error.code !== "not_found") throw error;
  const detail = "No such node server";
  throw new DomainError("unprocessable", `nodeServerId: ${detail}`, { errors: [{ path: "nodeServerId", code: "unknown", detail }] });
}
