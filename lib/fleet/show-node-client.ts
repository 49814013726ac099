import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { NodeClientDetail, NodeClientIdInput } from "#lib/fleet/schema";
import { trimDecimal } from "#lib/universal/traffic";
import { readNodeClient } from "./internal/node-client-row.ts";

/** More changes of one factor than this are not shown. */
const shownFactors = 100;

const Factor = z.object({ traffic_factor: column.decimal, applies_from: column.instant, changed_by: z.string() });

/** One node client with the history of its factor, newest first. */
export const showNodeClient = operation(
  { name: "showNodeClient", summary: "Show a node client", policy: "fleet:read", input: NodeClientIdInput, output: NodeClientDetail },
  async (ctx, { id }) => {
    const [client, factors] = await Promise.all([
      readNodeClient(ctx.db, id),
      ctx.db.rows(
        sql`
        select traffic_factor::text, applies_from, changed_by from traffic_factor_history
        where node_client_id = ${id} order by applies_from desc, id desc limit ${shownFactors}`,
        Factor,
      ),
    ]);
    return {
      ...client,
      factors: factors.map((factor) => ({
        trafficFactor: trimDecimal(factor.traffic_factor),
        appliesFrom: factor.applies_from.toISOString(),
        changedBy: factor.changed_by,
      })),
    };
  },
);
