import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { NodeView } from "#lib/telemetry/schema";
import { isSinceSql } from "#lib/telemetry/transaction-age";
import { horizonNow } from "./following/arrival.ts";
import { NodeRow, nodeColumns, nodeView } from "./internal/node-row.ts";

/** Changes are stamped when they are written and seen when they are committed, which takes less than this. */
const commitSlackS = 2;
const Place = z.object({ now: column.instant, horizon: column.bytes });
const Row = z.union([NodeRow.extend(Place.shape), Place.extend({ peer_id: z.null() })]);

/** Where a look begins: after what an earlier one saw. */
export interface WatchPlace {
  /** By the database's clock. */
  at: Date;
  /** The oldest transaction that was not over then: what older ones wrote was seen. */
  horizon: bigint;
}

/** Here and now: nodes that change from now on are read, and those whose change is not committed yet. */
export async function beginWatch(db: Database): Promise<WatchPlace> {
  const [row] = await db.rows(sql`select now() as now, ${horizonNow} as horizon`, Place);
  if (!row) throw new Error("PostgreSQL told no time");
  return { at: row.now, horizon: row.horizon };
}

/**
 * Nodes that were written since a place. The index leads to what was stamped since its instant or shortly before, which is nearly
 * every node; of these only what transaction `horizon` or a later one wrote can be news, and most looks find little.
 */
export async function readChangedNodes(db: Database, since: WatchPlace): Promise<{ next: WatchPlace; nodes: NodeView[] }> {
  const rows = await db.rows(
    sql`with look as materialized (select now() as now, ${horizonNow} as horizon)
    select look.now, look.horizon, ${nodeColumns} from look
    left join telemetry_node n on n.changed_at > ${since.at}::timestamptz - make_interval(secs => ${commitSlackS}::int)
      and ${isSinceSql(sql`(n.xmin::text)::bigint`, sql`${since.horizon}::bigint`)}`,
    Row,
  );
  const nodes = rows.flatMap((row) => (row.peer_id === null ? [] : [nodeView(row)]));
  return { next: rows[0] ? { at: rows[0].now, horizon: rows[0].horizon } : since, nodes };
}

/** The ids of all nodes that are kept. */
export async function readPeerIds(db: Database): Promise<Set<string>> {
  const rows = await db.rows(sql`select peer_id from telemetry_node`, z.object({ peer_id: z.string() }));
  return new Set(rows.map((row) => row.peer_id));
}
