import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";

const Row = z.object({ server_side_config: z.record(z.string(), z.unknown()) });

/** A server's configuration as an admin wrote it. */
export async function readServerConfig(ctx: Context, nodeServerId: number): Promise<Record<string, unknown>> {
  const query = sql`select server_side_config from node_server where id = ${nodeServerId}`;
  const { rows } = await ctx.db.ingestPool.query(query.text, query.values as unknown[]);
  const [row] = z.array(Row).parse(rows);
  if (!row) throw notFound("Node server");
  return row.server_side_config;
}
