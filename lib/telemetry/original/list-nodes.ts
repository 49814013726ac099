import { z } from "zod";
import { streamedOperation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { exactInstant } from "../internal/exact-instant.ts";
import { jsonList } from "./json-list.ts";
import { Node, NodesInput } from "./shapes.ts";

const pageSize = 1_000;
const Row = z.object({
  id: column.bytes.transform(Number),
  ip_addr: z.string(),
  peer_id: z.string(),
  created_at: z.string(),
  audit: z.boolean(),
  name: z.string(),
  chain: z.string(),
  version: z.string(),
  authority: z.boolean(),
  startup_time: column.bytes.transform(Number).nullable(),
  implementation: z.string(),
});

/** `GET /nodes`: the newest connection of each peer, by peer id. */
export const originalNodes = streamedOperation(
  {
    name: "originalNodes",
    summary: "Newest connection of each chain node",
    policy: "telemetry:read",
    input: NodesInput,
    output: z.array(Node),
  },
  ({ db }) => jsonList(nodePages(db)),
);

async function* nodePages(db: Database) {
  let after = "";
  for (;;) {
    const rows = await db.rows(
      sql`select connection_id as id, ip_addr, peer_id, ${exactInstant(sql`connected_at`)} as created_at, audit, name, chain, version, authority,
        startup_time, implementation
      from telemetry_node where peer_id > ${after} order by peer_id limit ${pageSize}`,
      Row,
    );
    yield rows.map((row) => JSON.stringify(row));
    const last = rows.at(-1);
    if (rows.length < pageSize || !last) return;
    after = last.peer_id;
  }
}
