import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { NodeView } from "#lib/telemetry/schema";
import { NodeRow, nodeColumns, nodeView } from "./internal/node-row.ts";

/** Changes are stamped when they are written and seen when they are committed, which takes less than this. */
const commitSlackS = 2;
const Row = z.union([NodeRow.extend({ now: column.instant }), z.object({ now: column.instant, peer_id: z.null() })]);

/** Nodes that changed since an instant of the database's clock or shortly before it; `at` is where the next look begins. */
export async function readChangedNodes(db: Database, since: Date): Promise<{ at: Date; nodes: NodeView[] }> {
  const rows = await db.rows(
    sql`select clock.now, ${nodeColumns} from (select now() as now) clock
    left join telemetry_node n on n.changed_at > ${since}::timestamptz - make_interval(secs => ${commitSlackS}::int)`,
    Row,
  );
  const nodes = rows.flatMap((row) => (row.peer_id === null ? [] : [nodeView(row)]));
  return { at: rows[0]?.now ?? since, nodes };
}

/** The database's clock. */
export async function readClock(db: Database): Promise<Date> {
  const [row] = await db.rows(sql`select now() as now`, z.object({ now: column.instant }));
  if (!row) throw new Error("PostgreSQL told no time");
  return row.now;
}

/** The ids of all nodes that are kept. */
export async function readPeerIds(db: Database): Promise<Set<string>> {
  const rows = await db.rows(sql`select peer_id from telemetry_node`, z.object({ peer_id: z.string() }));
  return new Set(rows.map((row) => row.peer_id));
}
