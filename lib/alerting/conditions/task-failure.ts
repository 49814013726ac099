import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { shortened } from "#lib/notifications/notice-parts";
import { condition, type PastSeries, type Reading } from "../condition.ts";

const Params = z.strictObject({
  /** Failures count so long, minutes. */
  lookBackMinutes: z.number().int().min(1).max(10_080).default(60),
  atLeast: z.number().int().min(1).max(10_000).default(1),
});

const Row = z.object({
  id: z.string(),
  name: z.string(),
  failed_at: z.array(z.number()),
  last: z.string().nullable(),
  message: z.string().nullable(),
});
const Failure = z.object({ id: z.string(), name: z.string(), at: column.instant });

/** Tasks of an appliance have failed lately, by when we heard of it. It is over when the last failure is long enough ago. */
export const kind = condition({
  kind: "task_failure",
  title: "Task failed",
  source: "task",
  params: Params,
  unit: "",
  defaults: [{ key: "task-failure", name: "Task failed", params: {}, severity: "warning", forSeconds: 0, clearSeconds: 0 }],
  words: ({ lookBackMinutes, atLeast }) =>
    `${atLeast === 1 ? "a task" : `at least ${atLeast} tasks`} of an appliance failed in the last ${lookBackMinutes} min`,

  async read({ db, now }, rules) {
    const longest = new Date(now.getTime() - Math.max(...rules.map(({ params }) => params.lookBackMinutes)) * 60_000);
    const appliances = await db.rows(
      sql`select a.id, a.name, coalesce(f.failed_at, '{}') as failed_at, f.last, f.message from appliance a
      left join lateral (
        select array_agg(extract(epoch from t.finished_at)::double precision order by t.finished_at desc) as failed_at,
          (array_agg(t.name order by t.finished_at desc))[1] as last, (array_agg(t.message order by t.finished_at desc))[1] as message
        from appliance_task t where t.appliance_id = a.id and t.status = 'failed'
          and t.finished_at > ${longest}::timestamptz and t.finished_at <= ${now}::timestamptz) f on true
      order by a.name, a.id`,
      Row,
    );
    return new Map(
      rules.map(({ id: ruleId, params }) => [
        ruleId,
        appliances.map(({ id, name, failed_at: failedAt, last, message }): Reading => {
          const fromS = now.getTime() / 1000 - params.lookBackMinutes * 60;
          const value = failedAt.filter((at) => at > fromS).length;
          const tail = last === null ? "" : `, the last one ${last}${message ? `: ${shortened(message, 300)}` : ""}`;
          return {
            resource: { type: "appliance", id, name },
            observation: value >= params.atLeast ? "true" : "false",
            value,
            message:
              value === 0
                ? `No task of ${name} failed`
                : `${value} ${value === 1 ? "task" : "tasks"} of ${name} failed in ${params.lookBackMinutes} min${tail}`,
            labels: { appliance_id: id, appliance: name },
          };
        }),
      ]),
    );
  },

  async replay({ db }, { lookBackMinutes, atLeast }, { from, to }): Promise<PastSeries[]> {
    const failures = await db.rows(
      sql`select a.id, a.name, t.finished_at as at from appliance_task t join appliance a on a.id = t.appliance_id
      where t.status = 'failed' and t.finished_at < ${to}::timestamptz
        and t.finished_at > ${from}::timestamptz - make_interval(mins => ${lookBackMinutes}) order by a.name, a.id, t.finished_at`,
      Failure,
    );
    return [...Map.groupBy(failures, ({ id }) => id)].map(([id, own]) => {
      const ms = own.map(({ at }) => at.getTime());
      // It can differ only when a failure comes, and when one has been long enough ago.
      const edges = new Set([from.getTime(), ...ms, ...ms.map((at) => at + lookBackMinutes * 60_000)]);
      const within = [...edges].filter((at) => at >= from.getTime() && at < to.getTime()).sort((a, b) => a - b);
      return {
        resource: { type: "appliance", id, name: own[0]?.name ?? "" },
        points: within.map((at) => {
          const value = ms.filter((failedAt) => failedAt <= at && failedAt > at - lookBackMinutes * 60_000).length;
          return { at: new Date(at), value, observation: value >= atLeast ? "true" : "false" };
        }),
      };
    });
  },
});
