import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { subjectUser } from "#lib/auth/subject-user";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { dayS } from "#lib/universal/buckets";
import { UsualNodeList, UsualNodesInput } from "#lib/usage/schema";

const Row = z.object({
  node_client_id: z.number().int(),
  node_name: z.string().nullable(),
  upload: column.bytes,
  download: column.bytes,
  billed: column.bytes,
});

/** Bytes need no more than this many digits of a share. */
const shareDigits = 1_000_000n;

/** The nodes a user used in the last `days` UTC days, today included; most billed traffic first. `upload` and `download` are raw. */
export const listUsualNodes = operation(
  {
    name: "listUsuallyUsedNodes",
    summary: "List the nodes a user uses most",
    policy: "signed-in",
    input: UsualNodesInput,
    output: UsualNodeList,
  },
  async (ctx, { days, userId }) => {
    const { uid } = await subjectUser(ctx, userId, "usage:read");
    const today = Math.floor(ctx.now.getTime() / 1000 / dayS);
    const rows = await ctx.db.rows(
      sql`select u.node_client_id, c.name as node_name, u.upload, u.download, u.billed
      from (
        select node_client_id, sum(raw_upload) as upload, sum(raw_download) as download, sum(billed_upload + billed_download) as billed
        from user_package_usage_daily where uid = ${uid}::int and bucket > ${today - days}::int and bucket <= ${today}::int group by 1) as u
      left join node_client c on c.id = u.node_client_id
      order by u.billed desc, u.upload + u.download desc, u.node_client_id`,
      Row,
    );
    const total = rows.reduce((sum, row) => sum + row.billed, 0n);
    return {
      items: rows.map((row) => ({
        nodeClientId: row.node_client_id,
        nodeName: row.node_name ?? `Deleted (${row.node_client_id})`,
        upload: String(row.upload),
        download: String(row.download),
        billedTraffic: String(row.billed),
        share: total === 0n ? 0 : Number((row.billed * shareDigits) / total) / Number(shareDigits),
      })),
    };
  },
);
