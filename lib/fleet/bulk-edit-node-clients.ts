import { z } from "zod";
import { auditAll } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { joinSql, sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import { type BulkChange, BulkEdited, BulkEditNodeClientsInput, type NodeClient } from "#lib/fleet/schema";
import { publish } from "#lib/realtime/publish";
import { clientFields } from "./internal/client-fields.ts";
import { readNodeClients } from "./internal/node-client-row.ts";
import { recordFactors } from "./internal/record-factors.ts";

/**
 * The same factor, groups, speed limit or switch for many clients: all of them, or none when one id is unknown. `changes`
 * names those that were different before, with what was and what is; `dryRun` says the same and changes nothing.
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
  (ctx, { ids, dryRun, trafficFactor, availableGroups, speedLimit, isEnabled }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockClients(tx, ids);
      const wanted = (client: NodeClient): NodeClient => ({
        ...client,
        trafficFactor: trafficFactor ?? client.trafficFactor,
        availableGroups: availableGroups ?? client.availableGroups,
        speedLimit: speedLimit ?? client.speedLimit,
        isEnabled: isEnabled ?? client.isEnabled,
      });
      const changed = before.filter((client) => JSON.stringify(wanted(client)) !== JSON.stringify(client));
      const answer = { changed: changed.length, changes: changed.map((client) => changeOf(client, wanted(client))) };
      if (dryRun || changed.length === 0) return answer;
      const changedIds = changed.map((client) => client.id);
      await tx.execute(sql`
        update node_client set
          traffic_factor = coalesce(${trafficFactor ?? null}::numeric, traffic_factor),
          available_groups = coalesce(${availableGroups ?? null}::integer[], available_groups),
          speed_limit = coalesce(${speedLimit ?? null}::integer, speed_limit),
          is_enabled = coalesce(${isEnabled ?? null}::boolean, is_enabled)
        where id in (${joinSql(changedIds)})`);
      const withNewFactor = changed.filter((client) => trafficFactor !== undefined && client.trafficFactor !== trafficFactor);
      await recordFactors(
        tx,
        ctx,
        withNewFactor.map((client) => client.id),
      );
      const entries = changed.map((client) => ({
        action: "node-client.update",
        subjectKind: "node-client",
        subjectId: client.id,
        before: clientFields(client),
        after: clientFields(wanted(client)),
      }));
      await auditAll(tx, ctx, entries);
      for (const { id: nodeClientId, nodeServerId } of changed)
        publish(tx, ctx.now, "node-client:changed", ["permission:fleet:read"], { nodeClientId, nodeServerId });
      return answer;
    }),
);

/** The fields of a client that differ, then and now. */
function changeOf(client: NodeClient, wanted: NodeClient): BulkChange {
  const fields = (["trafficFactor", "availableGroups", "speedLimit", "isEnabled"] as const).filter(
    (field) => JSON.stringify(client[field]) !== JSON.stringify(wanted[field]),
  );
  const only = (of: NodeClient) => Object.fromEntries(fields.map((field) => [field, of[field]]));
  return { id: client.id, name: client.name, before: only(client), after: only(wanted) };
}

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
