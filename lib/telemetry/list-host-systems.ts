import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { sql } from "#lib/core/sql";
import { HostSystemList, PageInput } from "#lib/telemetry/benchmark-schema";
import { cutPage } from "#lib/universal/paging";
import { readHosts } from "./internal/benchmark-rows.ts";

/** In the order in which they were added. */
export const listHostSystems = operation(
  {
    name: "listHostSystems",
    summary: "Machines on which benchmarks run",
    policy: "telemetry:read",
    input: PageInput,
    output: HostSystemList,
  },
  async (ctx, { limit, cursor }) => {
    const [after] = readCursor(cursor, z.tuple([z.int()])) ?? [0];
    return cutPage(await readHosts(ctx.db, sql`where h.id > ${after}::int order by h.id limit ${limit + 1}`), limit, ({ id }) => [id]);
  },
);
