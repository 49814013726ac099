import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { unseenAfterMs } from "#lib/health/plan-health-changes";
import { HealthStatus } from "#lib/health/schema";
import type { Observation } from "../alert-state.ts";
import { condition, type PastSeries, type Reading } from "../condition.ts";

const Params = z.strictObject({
  /** Exactly this, so that a component is one alert and not two; what is unknown counts as degraded. */
  status: z.enum(["degraded", "unhealthy"]).default("unhealthy"),
  /** Only these; all there are when empty. */
  components: z
    .array(z.string().regex(/^[a-z]+(_[a-z]+)*$/))
    .max(100)
    .default([]),
});
type Params = z.output<typeof Params>;

const Row = z.object({ name: z.string(), status: HealthStatus, message: z.string(), checked_at: column.instant });
const Change = z.object({ name: z.string(), status: HealthStatus, at: column.instant });

/** A part of the installation itself is not well, as the job `health.record` has found it. */
export const kind = condition({
  kind: "component_health",
  title: "Component not well",
  source: "system",
  params: Params,
  unit: "",
  defaults: [
    {
      key: "component-unhealthy",
      name: "Component unhealthy",
      params: { status: "unhealthy" },
      severity: "critical",
      forSeconds: 0,
      clearSeconds: 60,
    },
    {
      key: "component-degraded",
      name: "Component degraded",
      params: { status: "degraded" },
      severity: "warning",
      forSeconds: 120,
      clearSeconds: 60,
    },
  ],
  words: ({ status, components }) => {
    const which = components.length === 0 ? "a component of this installation" : components.join(" or ");
    return status === "unhealthy" ? `${which} is unhealthy` : `${which} is degraded, or it is not known how it is`;
  },

  async read({ db, now }, rules) {
    const rows = await db.rows(sql`select name, status, message, checked_at from component_health order by name`, Row);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        rows
          .filter(({ name }) => isMeant(params, name))
          .map(({ name, status, message, checked_at: checkedAt }): Reading => {
            const isOld = now.getTime() - checkedAt.getTime() > unseenAfterMs;
            return {
              resource: { type: "component", id: name, name },
              observation: isOld ? "no_data" : observationOf(params, status),
              value: null,
              message: isOld ? `${name} was last checked ${checkedAt.toISOString()}` : `${name} is ${status}: ${message}`,
            };
          }),
      ]),
    );
  },

  async replay({ db }, params, { from, to }): Promise<PastSeries[]> {
    const changes = await db.rows(
      sql`select c.name, h.status, h.at from (select distinct name from component_health_change) c, lateral (
        (select status, ${from}::timestamptz as at, 0::bigint as id from component_health_change
          where name = c.name and at <= ${from}::timestamptz order by component_health_change.at desc, component_health_change.id desc limit 1)
        union all
        (select status, at, id from component_health_change where name = c.name and at > ${from}::timestamptz and at < ${to}::timestamptz)) h
      order by c.name, h.at, h.id`,
      Change,
    );
    const ofRule = changes.filter(({ name }) => isMeant(params, name));
    return [...Map.groupBy(ofRule, ({ name }) => name)].map(([name, ofComponent]) => ({
      resource: { type: "component", id: name, name },
      points: ofComponent.map(({ at, status }) => ({ at, value: null, observation: observationOf(params, status) })),
    }));
  },
});

function isMeant({ components }: Params, name: string): boolean {
  return components.length === 0 || components.includes(name);
}

function observationOf({ status: wanted }: Params, status: HealthStatus): Observation {
  if (status === "unknown") return wanted === "degraded" ? "true" : "no_data";
  return status === wanted ? "true" : "false";
}
