import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListNodeServersInput, NodeServerList } from "#lib/fleet/schema";
import { cutPage } from "#lib/universal/paging";
import { readNodeServers } from "./internal/node-server-row.ts";
import { containing } from "./internal/text-filter.ts";

/** By name. `q` finds part of a name or the id. `total` counts what the filter admits, past the page too. */
export const listNodeServers = operation(
  { name: "listNodeServers", summary: "List node servers", policy: "fleet:read", input: ListNodeServersInput, output: NodeServerList },
  async (ctx, { status, q, limit, offset, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.string(), z.number().int()]));
    const text = q?.trim() ?? "";
    const where = sql`true
      ${status === undefined ? emptySql : sql`and s.status = ${status}`}
      ${text === "" ? emptySql : sql`and (lower(s.name) like ${containing(text)} or s.id::text = ${text})`}`;
    const after = place === undefined ? emptySql : sql`and (s.name, s.id) > (${place[0]}, ${place[1]})`;
    const page = sql`${after} order by s.name, s.id offset ${offset} limit ${limit + 1}`;
    const { items, total } = await readNodeServers(ctx.db, ctx.now, { where, page });
    const isPastTheEnd = items.length === 0 && (offset > 0 || place !== undefined);
    return {
      ...cutPage(items, limit, (server) => [server.name, server.id]),
      total: isPastTheEnd ? (await readNodeServers(ctx.db, ctx.now, { where, page: sql`limit 1` })).total : total,
    };
  },
);
