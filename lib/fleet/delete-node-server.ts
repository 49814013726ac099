import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { lockServerReports } from "#lib/fleet/lock-server-reports";
import { NodeServerIdInput } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { lockNodeServer } from "./internal/lock-node-server.ts";

/**
 * Deletes a node server with its clients and its history.
 * @throws DomainError wrong_state while the ledger knows usage of it: disable its clients instead
 */
export const deleteNodeServer = operation(
  {
    name: "deleteNodeServer",
    summary: "Delete a node server without usage",
    policy: "fleet:write",
    input: NodeServerIdInput,
    output: z.undefined(),
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      await lockServerReports(tx, id);
      const { name, compatibility, status } = await lockNodeServer(tx, id);
      if (await hasUsage(tx, id)) {
        const detail = "It has usage in the ledger, which must stay explainable. Disable its clients instead of deleting it";
        throw new DomainError("wrong_state", detail, { state: { status, hasUsage: true } });
      }
      await tx.prisma.nodeServer.delete({ where: { id } });
      await audit(tx, ctx, { action: "node-server.delete", subjectKind: "node-server", subjectId: id, before: { name, compatibility } });
      publish(tx, ctx.now, "node-server:changed", ["permission:fleet:read"], { nodeServerId: id });
      return undefined;
    }),
);

/** Lines of its clients, now or in a roll-up that outlived them. Reports without lines are no usage. */
async function hasUsage(tx: SqlTransaction, id: number): Promise<boolean> {
  const [answer] = await tx.rows(
    sql`
    select exists (select 1 from node_client_usage u join node_client c on c.id = u.node_client_id where c.node_server_id = ${id})
      or exists (select 1 from usage_report where node_server_id = ${id} and line_count > 0) as has_usage`,
    z.object({ has_usage: z.boolean() }),
  );
  return answer?.has_usage ?? false;
}
