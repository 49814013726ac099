import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { shortened } from "#lib/notifications/notice-parts";
import { condition, type Reading } from "../condition.ts";

const Service = z.enum(["jobs", "notifications"]);
const Params = z.strictObject({
  /** Only these; all there are when empty. */
  services: z.array(Service).max(10).default([]),
  /** Processes that run jobs, at least. */
  minProcesses: z.number().int().min(1).max(1_000).default(1),
  /** How long a webhook or the mail server may have failed without a success between, seconds. */
  failingSeconds: z.number().int().min(0).max(604_800).default(300),
});
type Params = z.output<typeof Params>;

const Processes = z.object({ alive: column.count, last: column.instant.nullable() });
const Target = z.object({
  id: z.string(),
  kind: z.string(),
  description: z.string(),
  paused_reason: z.string().nullable(),
  is_paused: z.boolean(),
  failing_since: column.instant.nullable(),
  last_error: z.string().nullable(),
});

/** Three signs of life of a process that runs jobs, and a little. */
const aliveWithinMs = 35_000;

/** Something that the installation needs does not work: too few processes run jobs, or a target of webhooks or mail fails. */
export const kind = condition({
  kind: "service_down",
  title: "Service down",
  source: "system",
  params: Params,
  unit: "",
  defaults: [{ key: "service-down", name: "Service down", params: {}, severity: "critical", forSeconds: 60, clearSeconds: 60 }],
  words: ({ services, minProcesses, failingSeconds }) => {
    const isMeant = (service: z.infer<typeof Service>) => services.length === 0 || services.includes(service);
    const jobs = minProcesses === 1 ? "no process runs jobs" : `fewer than ${minProcesses} processes run jobs`;
    const targets = `a webhook, channel or the mail server is paused or has failed for ${durationInWords(failingSeconds * 1000)}`;
    return [...(isMeant("jobs") ? [jobs] : []), ...(isMeant("notifications") ? [targets] : [])].join(", or ");
  },

  async read({ db, now }, rules) {
    const aliveFrom = new Date(now.getTime() - aliveWithinMs);
    const [[processes], targets] = await Promise.all([
      db.rows(
        sql`select count(*) filter (where seen_at >= ${aliveFrom}::timestamptz) as alive, max(seen_at) as last from job_process`,
        Processes,
      ),
      db.rows(
        // A channel that is switched off keeps its target on, so that what waits for it is still sent.
        sql`select t.id, t.kind, t.description, t.paused_reason, t.paused_at is not null as is_paused, t.failing_since, t.last_error
        from notification_target t left join notification_channel c on c.target_id = t.id
        where t.is_enabled and coalesce(c.is_enabled, true) order by t.created_at, t.id`,
        Target,
      ),
    ]);
    const isMeant = (params: Params, service: z.infer<typeof Service>) => params.services.length === 0 || params.services.includes(service);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        [
          ...(isMeant(params, "jobs") ? [jobsReading(processes, params)] : []),
          ...(isMeant(params, "notifications") ? targets.map((target) => targetReading(target, params, now)) : []),
        ],
      ]),
    );
  },
});

function jobsReading(found: z.output<typeof Processes> | undefined, { minProcesses }: Params): Reading {
  const alive = found?.alive ?? 0;
  const last = alive === 0 && found?.last ? `; the last was seen at ${found.last.toISOString()}` : "";
  return {
    resource: { type: "service", id: "jobs", name: "Job processes" },
    observation: alive < minProcesses ? "true" : "false",
    value: alive,
    message: `${alive} of at least ${minProcesses} processes that run jobs are alive${last}`,
  };
}

function targetReading(target: z.output<typeof Target>, { failingSeconds }: Params, now: Date): Reading {
  const name = target.description === "" ? target.kind : target.description;
  const failingMs = target.failing_since ? now.getTime() - target.failing_since.getTime() : undefined;
  const isDown = target.is_paused || (failingMs !== undefined && failingMs >= failingSeconds * 1000);
  const reason = shortened(target.paused_reason ?? target.last_error ?? "no reason given", 500);
  return {
    resource: { type: "notification_target", id: target.id, name },
    observation: isDown ? "true" : "false",
    value: null,
    message: target.is_paused
      ? `${name} is paused: ${reason}`
      : failingMs === undefined
        ? `${name} does not fail`
        : `${name} has failed for ${durationInWords(Math.max(0, failingMs))}: ${reason}`,
    labels: { target_kind: target.kind },
  };
}
