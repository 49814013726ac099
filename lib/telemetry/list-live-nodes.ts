import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { LiveNodes, NoInput } from "#lib/telemetry/schema";
import { NodeRow, nodeColumns, nodeView } from "./internal/node-row.ts";

/** What a browser can hold and a person can look through. */
const mostNodes = 10_000;
const Row = NodeRow.extend({ total: column.count, at: column.instant });

/** All nodes at one instant of the database's clock, by which the live stream goes on from there. */
export const listLiveNodes = operation(
  { name: "listLiveNodes", summary: "All chain nodes at once", policy: "telemetry:read", input: NoInput, output: LiveNodes },
  async (ctx) => {
    const rows = await ctx.db.rows(
      sql`select ${nodeColumns}, n.total, now() as at
      from (select *, count(*) over () as total from telemetry_node order by last_seen_at desc, peer_id limit ${mostNodes}) n`,
      Row,
    );
    const [{ at, total } = { at: ctx.now, total: 0 }] = rows;
    return { at: at.toISOString(), nodes: rows.map(nodeView), total, isCut: total > rows.length };
  },
);
