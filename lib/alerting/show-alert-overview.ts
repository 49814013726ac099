import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { AlertOverview, Severity, ShowAlertOverviewInput } from "./schema.ts";

const Group = z.object({ severity: Severity, is_open: z.boolean(), count: column.count });
const Watch = z.object({
  rules: column.count,
  failing: column.count,
  checks: column.count,
  without_data: column.count,
  evaluated_at: column.instant.nullable(),
});

/**
 * What the bell, the start page and an empty list say: how many alerts fire, how many of these wait for somebody, and
 * whether anybody looked. Reads only what fires, from an index of its own, and the rules.
 */
export const showAlertOverview = operation(
  {
    name: "showAlertOverview",
    summary: "Count firing alerts and say what is watched",
    policy: "monitoring:read",
    input: ShowAlertOverviewInput,
    output: AlertOverview,
  },
  async ({ db }) => {
    const [groups, [watch]] = await Promise.all([
      db.rows(
        sql`select severity, acknowledged_at is null and muted_by is null as is_open, count(*) as count
        from alert where status = 'firing' group by 1, 2`,
        Group,
      ),
      db.rows(
        sql`select count(*) as rules, count(*) filter (where error is not null) as failing, coalesce(sum(resource_count), 0) as checks,
          coalesce(sum(stale_count), 0) as without_data, (select max(slot) from rule_evaluation) as evaluated_at
        from rule where is_enabled`,
        Watch,
      ),
    ]);
    const countOf = (severity: Severity, onlyOpen: boolean) =>
      groups.filter((group) => group.severity === severity && (group.is_open || !onlyOpen)).reduce((sum, { count }) => sum + count, 0);
    const bySeverity = (onlyOpen: boolean) => ({
      critical: countOf("critical", onlyOpen),
      warning: countOf("warning", onlyOpen),
      info: countOf("info", onlyOpen),
    });
    return {
      firing: bySeverity(false),
      open: bySeverity(true),
      watch: {
        rules: watch?.rules ?? 0,
        failing: watch?.failing ?? 0,
        checks: watch?.checks ?? 0,
        withoutData: watch?.without_data ?? 0,
        evaluatedAt: watch?.evaluated_at?.toISOString() ?? null,
      },
    };
  },
);
