import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { BenchmarkList, PageInput } from "#lib/telemetry/benchmark-schema";
import { cutPage } from "#lib/universal/paging";
import { readBenchmarks } from "./internal/benchmark-rows.ts";

/** The one that began last first. */
export const listBenchmarks = operation(
  { name: "listBenchmarks", summary: "Benchmarks, newest first", policy: "telemetry:read", input: PageInput, output: BenchmarkList },
  async (ctx, { limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.int()]));
    const beyond =
      place === undefined ? emptySql : sql`where (b.ts_start, b.id) < (select ts_start, id from benchmarks where id = ${place[0]}::int)`;
    const rows = await readBenchmarks(ctx.db, sql`${beyond} order by b.ts_start desc, b.id desc limit ${limit + 1}`);
    return cutPage(
      rows.map(({ hostSystem: _host, ...benchmark }) => benchmark),
      limit,
      ({ id }) => [id],
    );
  },
);
