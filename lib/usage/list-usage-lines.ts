import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { subjectUser } from "#lib/auth/subject-user";
import { column } from "#lib/core/columns";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { currentSettings } from "#lib/settings/current-settings";
import { linesKeptFrom } from "#lib/settings/kept-from";
import { cutPage } from "#lib/universal/paging";
import { trimDecimal } from "#lib/universal/traffic";
import { UsageLineList, UsageLinesInput } from "#lib/usage/schema";
import { readRange } from "#lib/usage/usage-range";

const Row = z.object({
  at: column.instant,
  at_text: z.string(),
  report_id: z.string(),
  line_no: z.number().int(),
  node_client_id: z.number().int(),
  node_name: z.string().nullable(),
  raw_upload: column.bytes,
  raw_download: column.bytes,
  traffic_factor: column.decimal,
  billed_upload: column.bytes,
  billed_download: column.bytes,
  package_queue_id: z.string().nullable(),
  package_name: z.string().nullable(),
});

/** PostgreSQL's microseconds in full: an instant cut to milliseconds would skip or repeat lines between pages. */
const Place = z.tuple([z.iso.datetime(), z.uuid(), z.number().int()]);

/** Open-ended: the clock of a node may be a little ahead of ours. */
const noEnd = "9999-12-31T00:00:00Z";

/**
 * The ledger of one user, newest first: why was I charged. Complete for as long as lines are kept (35 days unless Settings say otherwise).
 */
export const listUsageLines = operation(
  { name: "listUsageLines", summary: "List a user's ledger lines", policy: "signed-in", input: UsageLinesInput, output: UsageLineList },
  async (ctx, { from, to, nodeClientId, limit, cursor, userId }) => {
    const settings = await currentSettings(ctx.db);
    const keptFrom = linesKeptFrom(ctx.now, settings["usage.lineRetentionDays"]).toISOString();
    const range = readRange(from ?? keptFrom, to ?? noEnd);
    const place = readCursor(cursor, Place);
    const { uid } = await subjectUser(ctx, userId, "usage:read");
    const after = place
      ? sql`and l.at <= ${place[0]}::timestamptz and (l.at, l.report_id, l.line_no) < (${place[0]}::timestamptz, ${place[1]}::uuid, ${place[2]}::int)`
      : emptySql;
    const rows = await ctx.db.rows(
      sql`with found as (
        select * from usage_line l
        where l.uid = ${uid}::int and l.at >= ${new Date(range.fromS * 1000)}::timestamptz and l.at < ${new Date(range.toS * 1000)}::timestamptz
          ${nodeClientId === undefined ? emptySql : sql`and l.node_client_id = ${nodeClientId}::int`} ${after}
        order by l.at desc, l.report_id desc, l.line_no desc limit ${limit + 1})
      select l.at, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_text, l.report_id, l.line_no, l.node_client_id,
        c.name as node_name, l.raw_upload, l.raw_download, l.traffic_factor, l.billed_upload, l.billed_download, l.package_queue_id, p.name as package_name
      from found l left join node_client c on c.id = l.node_client_id
        left join package_queue q on q.id = l.package_queue_id left join package p on p.id = q.package_id
      order by l.at desc, l.report_id desc, l.line_no desc`,
      Row,
    );
    const { items, nextCursor } = cutPage(rows, limit, (row) => [row.at_text, row.report_id, row.line_no]);
    return { items: items.map(viewOf), nextCursor, keptFrom };
  },
);

function viewOf(row: z.output<typeof Row>) {
  return {
    at: row.at.toISOString(),
    nodeClientId: row.node_client_id,
    nodeName: row.node_name ?? `Deleted (${row.node_client_id})`,
    raw: { upload: String(row.raw_upload), download: String(row.raw_download) },
    trafficFactor: trimDecimal(row.traffic_factor),
    billed: { upload: String(row.billed_upload), download: String(row.billed_download) },
    package: row.package_queue_id === null ? null : { queueItemId: row.package_queue_id, name: row.package_name ?? "" },
  };
}
