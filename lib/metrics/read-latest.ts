import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";

/** Three collections: a value that is older is not what is now. */
const currentWithinS = 90;

const Latest = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  at: column.instant,
  value: z.number(),
});
export type Latest = z.output<typeof Latest>;

/** The last value of every series that is still collected. */
export function readLatest({ db, now }: Pick<Context, "db" | "now">): Promise<Latest[]> {
  return db.rows(
    sql`select name, labels, last_at as at, last_value as value from metric_series
    where last_at > ${now}::timestamptz - make_interval(secs => ${currentWithinS}) order by name, id`,
    Latest,
  );
}
