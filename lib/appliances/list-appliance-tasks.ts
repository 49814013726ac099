import { z } from "zod";
import { ListTasksInput, TaskList, TaskStatus } from "#lib/appliances/schema";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";

const Row = z.object({
  task_id: z.string(),
  kind: z.string(),
  name: z.string(),
  status: TaskStatus,
  progress_percent: z.number().nullable(),
  message: z.string(),
  started_at: column.instant.nullable(),
  ended_at: column.instant.nullable(),
  created_at: column.instant,
  updated_at: column.instant,
});

/** Tasks of an appliance, newest first. */
export const listApplianceTasks = operation(
  { name: "listApplianceTasks", summary: "List tasks of an appliance", policy: "appliances:read", input: ListTasksInput, output: TaskList },
  async (ctx, { id, status, limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.iso.datetime(), z.string()]));
    const [appliance] = await ctx.db.rows(sql`select 1 from appliance where id = ${id}::uuid`, z.object({}));
    if (!appliance) throw notFound("Appliance");
    const rows = await ctx.db.rows(
      sql`select task_id, kind, name, status, progress_percent, message, started_at, ended_at, created_at, updated_at from appliance_task
      where appliance_id = ${id}::uuid ${status === undefined ? emptySql : sql`and status = ${status}`}
        ${place === undefined ? emptySql : sql`and (created_at, task_id) < (${place[0]}::timestamptz, ${place[1]})`}
      order by created_at desc, task_id desc limit ${limit + 1}`,
      Row,
    );
    return cutPage(rows.map(viewOf), limit, (task) => [task.createdAt, task.id]);
  },
);

function viewOf(row: z.output<typeof Row>) {
  return {
    id: row.task_id,
    kind: row.kind,
    name: row.name,
    status: row.status,
    progressPercent: row.progress_percent,
    message: row.message,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
