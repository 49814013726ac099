import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { NodeClientIdInput } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { clientFields } from "./internal/client-fields.ts";
import { keepADefault } from "./internal/default-client.ts";
import { lockNodeServer } from "./internal/lock-node-server.ts";
import { readNodeClient } from "./internal/node-client-row.ts";

/**
 * Deletes a node client; when it was the default, the server's oldest client is the default from now on.
 * @throws DomainError not_found, wrong_state while the ledger knows usage of it: disable it instead
 */
export const deleteNodeClient = operation(
  {
    name: "deleteNodeClient",
    summary: "Delete a node client without usage",
    policy: "fleet:write",
    input: NodeClientIdInput,
    output: z.undefined(),
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const { nodeServerId } = await readNodeClient(tx, id);
      await lockServerReports(tx, nodeServerId);
      await lockNodeServer(tx, nodeServerId);
      const client = await readNodeClient(tx, id);
      if (await hasUsage(tx, id)) {
        const detail = "It has usage in the ledger, which must stay explainable. Disable it instead of deleting it";
        throw new DomainError("wrong_state", detail, { state: { isEnabled: client.isEnabled, hasUsage: true } });
      }
      await tx.prisma.nodeClient.delete({ where: { id } });
      await keepADefault(tx, nodeServerId);
      await audit(tx, ctx, { action: "node-client.delete", subjectKind: "node-client", subjectId: id, before: clientFields(client) });
      publish(tx, ctx.now, "node-client:changed", ["permission:fleet:read"], { nodeClientId: id, nodeServerId });
      return undefined;
    }),
);

async function hasUsage(tx: SqlTransaction, id: number): Promise<boolean> {
  const [answer] = await tx.rows(
    sql`select exists (select 1 from node_client_usage where node_client_id = ${id}) as has_usage`,
    z.object({ has_usage: z.boolean() }),
  );
  return answer?.has_usage ?? false;
}
