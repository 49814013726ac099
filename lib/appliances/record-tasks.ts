import { z } from "zod";
import { decideTaskChange, isFinished, type TaskState } from "#lib/appliances/decide-task-change";
import { ReportTasksInput, TaskStatus, type TasksReceived } from "#lib/appliances/schema";
import type { Context } from "#lib/auth/context";
import { parseInput } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { ingestTransaction, type SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAppliance } from "./internal/lock-appliance.ts";

const Row = z.object({
  task_id: z.string(),
  kind: z.string(),
  name: z.string(),
  status: TaskStatus,
  progress_percent: z.number().nullable(),
  message: z.string(),
  started_at: column.instant.nullable(),
  ended_at: column.instant.nullable(),
});

/**
 * Takes changes of an appliance's tasks in their order; every change that is one is an event. Known by the task's id, so the
 * same batch again changes nothing.
 * @throws DomainError validation_failed naming every bad field
 */
export async function recordTasks(ctx: Context, applianceId: string, body: unknown): Promise<TasksReceived> {
  const isSingle = typeof body === "object" && body !== null && !("tasks" in body);
  const { tasks: changes } = parseInput(ReportTasksInput, isSingle ? { tasks: [body] } : body);
  return ingestTransaction(ctx.db, async (tx) => {
    await lockAppliance(tx, applianceId);
    const known = await readTasks(tx, applianceId, [...new Set(changes.map(({ id }) => id))]);
    const written = new Set<string>();
    const items: TasksReceived["items"] = [];
    for (const change of changes) {
      const { outcome, task } = decideTaskChange(known.get(change.id), change, ctx.now);
      known.set(task.id, task);
      items.push({ id: task.id, status: task.status, outcome });
      if (outcome !== "created" && outcome !== "changed") continue;
      written.add(task.id);
      const { kind, name, status, progressPercent } = task;
      publish(tx, ctx.now, "task:changed", ["permission:appliances:read"], {
        applianceId,
        taskId: task.id,
        kind,
        name,
        status,
        progressPercent,
      });
    }
    await writeTasks(
      tx,
      ctx.now,
      applianceId,
      [...written].flatMap((id) => known.get(id) ?? []),
    );
    await tx.execute(
      sql`update appliance set last_report_at = greatest(last_report_at, ${ctx.now}::timestamptz) where id = ${applianceId}::uuid`,
    );
    publish(tx, ctx.now, "appliance:reported", ["permission:appliances:read"], { applianceId });
    return { applianceId, receivedAt: ctx.now.toISOString(), items };
  });
}

async function readTasks(tx: SqlTransaction, applianceId: string, ids: string[]): Promise<Map<string, TaskState>> {
  const rows = await tx.rows(
    sql`select task_id, kind, name, status, progress_percent, message, started_at, ended_at
    from appliance_task where appliance_id = ${applianceId}::uuid and task_id = any(${ids}::text[])`,
    Row,
  );
  return new Map(
    rows.map(({ task_id: id, progress_percent: progressPercent, started_at: startedAt, ended_at: endedAt, ...row }) => [
      id,
      { ...row, id, progressPercent, startedAt, endedAt },
    ]),
  );
}

async function writeTasks(tx: SqlTransaction, now: Date, applianceId: string, tasks: readonly TaskState[]): Promise<void> {
  if (tasks.length === 0) return;
  const values = JSON.stringify(tasks.map((task) => ({ ...task, finishedAt: isFinished(task.status) ? now : null })));
  await tx.execute(sql`
    insert into appliance_task (appliance_id, task_id, kind, name, status, progress_percent, message, started_at, ended_at, finished_at,
      created_at, updated_at)
    select ${applianceId}::uuid, t.id, t.kind, t.name, t.status, t."progressPercent", t.message, t."startedAt", t."endedAt", t."finishedAt",
      ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${values}::jsonb) as t(id text, kind text, name text, status text, "progressPercent" double precision,
      message text, "startedAt" timestamptz, "endedAt" timestamptz, "finishedAt" timestamptz)
    on conflict (appliance_id, task_id) do update set kind = excluded.kind, name = excluded.name, status = excluded.status,
      progress_percent = excluded.progress_percent, message = excluded.message, started_at = excluded.started_at,
      ended_at = excluded.ended_at, finished_at = excluded.finished_at, updated_at = excluded.updated_at`);
}
