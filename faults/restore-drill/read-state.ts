import { z } from "zod";
import { column } from "#lib/core/columns";
import { type Database, openDatabase } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { startEmbedded } from "#server/database/embedded";

/** What a database says of the reports, the ledger and the packages. */
export interface State {
  /** By batch id: lines and raw and billed bytes as the lines have them. */
  batches: Map<string, { lines: number; raw: bigint; billed: bigint }>;
  /** Raw and billed bytes by lines, quarters, hours, days and the fleet's quarters. */
  sums: string[];
  /** Lines that belong to no batch, batches that stand there twice. */
  strayLines: number;
  repeatedBatches: number;
  /** Items whose used bytes differ from the events that took effect; from the lines that were billed. */
  itemsBesideEvents: number;
  itemsBesideLines: number;
  unbilled: number;
  statusRows: number;
}

const Batches = z.object({ batch_id: z.string(), lines: column.count, raw: column.bytes, billed: column.bytes });
const Facts = z.object({
  sums: z.array(z.string()),
  stray_lines: column.count,
  repeated_batches: column.count,
  items_beside_events: column.count,
  items_beside_lines: column.count,
  unbilled: column.count,
  status_rows: column.count,
});

/** Opens the embedded database of a folder that no server runs on. */
export async function withDataFolder<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded({ dataDir });
  const db = openDatabase(embedded.url, { queryTimeoutMs: 600_000 });
  try {
    return await work(db);
  } finally {
    await db.close();
    await embedded.stop();
  }
}

export async function readState(db: Database): Promise<State> {
  const batches = await db.rows(
    sql`
    select b.batch_id, count(l.report_id) as lines, coalesce(sum(l.raw_upload + l.raw_download), 0) as raw,
      coalesce(sum(l.billed_upload + l.billed_download), 0) as billed
    from usage_batch b left join usage_line l on l.report_id = b.report_id group by b.batch_id`,
    Batches,
  );
  const [facts] = await db.rows(
    sql`
    with event as (
      select (payload ->> 'package_queue_id')::uuid as item, sum((payload ->> 'billed_upload')::numeric + (payload ->> 'billed_download')::numeric) as billed
      from billing_event where type = 'UserUsageBillingEvent' and state = 'done' group by 1),
    line as (select package_queue_id as item, sum(billed_upload + billed_download) as billed from usage_line where billed_at is not null group by 1)
    select array[
        (select concat(sum(raw_upload + raw_download), ' ', sum(billed_upload + billed_download)) from usage_line),
        (select concat(sum(raw_upload + raw_download), ' ', sum(billed_upload + billed_download)) from user_package_usage),
        (select concat(sum(raw_upload + raw_download), ' ', sum(billed_upload + billed_download)) from user_package_usage_hourly),
        (select concat(sum(raw_upload + raw_download), ' ', sum(billed_upload + billed_download)) from user_package_usage_daily),
        (select concat(sum(raw_upload + raw_download), ' ', sum(billed_upload + billed_download)) from node_client_usage)] as sums,
      (select count(*) from usage_line l where not exists (select from usage_batch b where b.report_id = l.report_id)) as stray_lines,
      (select count(*) from (select batch_key from usage_report where duplicate_of is null group by 1 having count(*) > 1) r) as repeated_batches,
      (select count(*) from package_queue q left join event e on e.item = q.id where q.upload + q.download <> coalesce(e.billed, 0)) as items_beside_events,
      (select count(*) from package_queue q left join line l on l.item = q.id where q.upload + q.download <> coalesce(l.billed, 0)) as items_beside_lines,
      (select count(*) from usage_line where billed_at is null) as unbilled,
      (select count(*) from node_status_hourly_mv) as status_rows`,
    Facts,
  );
  if (!facts) throw new Error("Nothing was read");
  return {
    batches: new Map(batches.map(({ batch_id, ...rest }) => [batch_id, rest])),
    sums: facts.sums,
    strayLines: facts.stray_lines,
    repeatedBatches: facts.repeated_batches,
    itemsBesideEvents: facts.items_beside_events,
    itemsBesideLines: facts.items_beside_lines,
    unbilled: facts.unbilled,
    statusRows: facts.status_rows,
  };
}
