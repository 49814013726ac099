import { z } from "zod";
import { sql } from "#lib/core/sql";
import { group, only } from "../metric.ts";

/** The ledger's fleet roll-up is in quarters of an hour. */
const quarterS = 900;

const Row = z.object({ raw: z.number(), billed: z.number(), raw_hour: z.number(), billed_hour: z.number() });

/** Of whole quarters of an hour that are over: the running one would always look like a fall. */
export const usage = group({
  name: "usage",
  title: "Traffic",
  label: null,
  metrics: {
    rawBytesPerSecond: { title: "Raw traffic, mean of the last quarter of an hour", unit: "bytes_per_second" },
    billedBytesPerSecond: { title: "Billed traffic, mean of the last quarter of an hour", unit: "bytes_per_second" },
    rawBytesLastHour: { title: "Raw traffic of the last four quarters", unit: "bytes" },
    billedBytesLastHour: { title: "Billed traffic of the last four quarters", unit: "bytes" },
  },
  async read({ db, now }) {
    const running = Math.floor(now.getTime() / 1000 / quarterS);
    const [row] = await db.rows(
      sql`select coalesce(sum(raw) filter (where bucket = ${running - 1}), 0)::double precision as raw,
        coalesce(sum(billed) filter (where bucket = ${running - 1}), 0)::double precision as billed,
        coalesce(sum(raw), 0)::double precision as raw_hour, coalesce(sum(billed), 0)::double precision as billed_hour
      from (
        select bucket, raw_upload + raw_download as raw, billed_upload + billed_download as billed from node_client_usage
        where bucket >= ${running - 4} and bucket < ${running}) q`,
      Row,
    );
    if (!row) return [];
    return only({
      rawBytesPerSecond: row.raw / quarterS,
      billedBytesPerSecond: row.billed / quarterS,
      rawBytesLastHour: row.raw_hour,
      billedBytesLastHour: row.billed_hour,
    });
  },
});
