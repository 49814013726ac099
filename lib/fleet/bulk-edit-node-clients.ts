import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { joinSql, sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { BulkEdited, BulkEditNodeClientsInput, type NodeClient } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { clientFields } from "./internal/client-fields.ts";
import { readNodeClients } from "./internal/node-client-row.ts";
import { recordFactors } from "./internal/record-factors.ts";

/**
 * The same factor, groups or switch for many clients: all of them, or none when one id is unknown. `changed` counts
 * those that were different before.
 * @throws DomainError unprocessable naming the unknown ids
 */
export const bulkEditNodeClients = operation(
  {
    name: "bulkEditNodeClients",
    summary: "Change many node clients at once",
    policy: "fleet:write",
    input: BulkEditNodeClientsInput,
    output: BulkEdited,
  },
  (ctx, { ids, trafficFactor, availableGroups, isEnabled }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockClients(tx, ids);
      const wanted = (client: NodeClient): NodeClient => ({
        ...client,
        trafficFactor: trafficFactor ?? client.trafficFactor,
        availableGroups: availableGroups ?? client.availableGroups,
        isEnabled: isEnabled ?? client.isEnabled,
      });
      const changed = before.filter((client) => JSON.stringify(wanted(client)) !== JSON.stringify(client));
      if (changed.length === 0) return { changed: 0 };
      const changedIds = changed.map((client) => client.id);
      await tx.execute(sql`
        update node_client set
          traffic_factor = coalesce(${trafficFactor ?? null}::numeric, traffic_factor),
          available_groups = coalesce(${availableGroups ?? null}::integer[], available_groups),
          is_enabled = coalesce(${isEnabled ?? null}::boolean, is_enabled)
        where id in (${joinSql(changedIds)})`);
      const withNewFactor = changed.filter((client) => trafficFactor !== undefined && client.trafficFactor !== trafficFactor);
      await recordFactors(
        tx,
        ctx,
        withNewFactor.map((client) => client.id),
      );
      for (const client of changed) {
        const diff = { before: clientFields(client), after: clientFields(wanted(client)) };
        await audit(tx, ctx, { action: "node-client.update", subjectKind: "node-client", subjectId: client.id, ...diff });
        const { id: nodeClientId, nodeServerId } = client;
        publish(tx, ctx.now, "node-client:changed", ["permission:fleet:read"], { nodeClientId, nodeServerId });
      }
      return { changed: changed.length };
    }),
);

/** Locks the clients in order of their ids and reads them. */
async function lockClients(tx: Transaction, ids: readonly number[]): Promise<NodeClient[]> {
  const wanted = [...new Set(ids)];
  const locked = await tx.rows(
    sql`select id from node_client where id in (${joinSql(wanted)}) order by id for update`,
    z.object({ id: z.number() }),
  );
  const known = new Set(locked.map((row) => row.id));
  const errors = ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `ids.${index}`, code: "unknown", detail: `No node client ${id}` }],
  );
  if (errors.length > 0) throw new DomainError("unprocessable", "Nothing was changed: some node clients do not exist", { errors });
  const { items } = await readNodeClients(tx, { where: sql`c.id in (${joinSql(wanted)})`, page: sql`order by c.id` });
  return items;
}
