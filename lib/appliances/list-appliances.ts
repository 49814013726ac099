import { z } from "zod";
import { ApplianceList, ListAppliancesInput } from "#lib/appliances/schema";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { readAppliances } from "./internal/appliance-row.ts";

/** By name. `q` finds part of a name. */
export const listAppliances = operation(
  { name: "listAppliances", summary: "List appliances", policy: "appliances:read", input: ListAppliancesInput, output: ApplianceList },
  async (ctx, { q = "", limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.string(), z.uuid()]));
    const text = q.trim().toLowerCase();
    const where = sql`true
      ${text === "" ? emptySql : sql`and position(${text} in lower(a.name)) > 0`}
      ${place === undefined ? emptySql : sql`and (a.name, a.id) > (${place[0]}, ${place[1]}::uuid)`}`;
    const found = await readAppliances(ctx.db, ctx.now, { where, page: sql`order by a.name, a.id limit ${limit + 1}` });
    return cutPage(
      found.map(({ view }) => view),
      limit,
      ({ name, id }) => [name, id],
    );
  },
);
