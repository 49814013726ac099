import { z } from "zod";
import type { Database } from "#lib/core/database";

const Plan = z.tuple([z.object({ Plan: z.object({ "Shared Hit Blocks": z.number(), "Shared Read Blocks": z.number() }) })]);

/**
 * How many 8 KiB pages the set-based queries of `run` touch, as EXPLAIN ANALYZE counts them: what a list costs, told without
 * a clock. Only what goes through `db.rows`.
 */
export async function countBuffers(db: Database, run: (db: Database) => Promise<unknown>): Promise<number> {
  let buffers = 0;
  const rows: Database["rows"] = async (query, row) => {
    const plan = await db.pool.query(`explain (analyze, buffers, timing off, format json) ${query.text}`, query.values as unknown[]);
    const [{ Plan: root }] = Plan.parse(plan.rows[0]?.["QUERY PLAN"]);
    buffers += root["Shared Hit Blocks"] + root["Shared Read Blocks"];
    return db.rows(query, row);
  };
  await run({ ...db, rows });
  return buffers;
}
