import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListNodeClientsInput, NodeClientList } from "#lib/fleet/schema";
import { cutPage } from "#lib/universal/paging";
import { readNodeClients } from "./internal/node-client-row.ts";
import { containing } from "./internal/text-filter.ts";

/** In the order users see. `q` finds part of a name, a location or a server's name; a country code; an id. */
export const listNodeClients = operation(
  { name: "listNodeClients", summary: "List node clients", policy: "fleet:read", input: ListNodeClientsInput, output: NodeClientList },
  async (ctx, { nodeServerId, status, q, limit, offset, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.number().int(), z.number().int()]));
    const text = q?.trim() ?? "";
    const part = containing(text);
    const where = sql`true
      ${nodeServerId === undefined ? emptySql : sql`and c.node_server_id = ${nodeServerId}`}
      ${status === undefined ? emptySql : sql`and s.status = ${status}`}
      ${
        text === ""
          ? emptySql
          : sql`and (lower(c.name) like ${part} or lower(c.location) like ${part} or lower(s.name) like ${part}
              or c.country = ${text.toUpperCase()} or c.id::text = ${text})`
      }`;
    const after = place === undefined ? emptySql : sql`and (c.display_order, c.id) > (${place[0]}, ${place[1]})`;
    const page = sql`${after} order by c.display_order, c.id offset ${offset} limit ${limit + 1}`;
    const { items, total } = await readNodeClients(ctx.db, { where, page });
    const isPastTheEnd = items.length === 0 && (offset > 0 || place !== undefined);
    return {
      ...cutPage(items, limit, (client) => [client.displayOrder, client.id]),
      total: isPastTheEnd ? (await readNodeClients(ctx.db, { where, page: sql`limit 1` })).total : total,
    };
  },
);
