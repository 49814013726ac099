import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { noon } from "#lib/core/testing/instants";

const Id = z.object({ id: z.string() });
const Shown = z.object({
  status: z.string(),
  resource_id: z.string(),
  occurrences: z.number(),
  reopen_count: z.number(),
  fired_at: column.instant.nullable(),
});
const Step = z.object({ kind: z.string() });

interface RuleOptions {
  kind?: string;
  params?: object;
  forSeconds?: number;
  clearSeconds?: number;
  reopenSeconds?: number;
  noData?: "stale" | "firing" | "ok";
  isEnabled?: boolean;
}

/** A rule written directly; without delays unless said otherwise. */
export async function addRule(db: Database, options: RuleOptions = {}): Promise<string> {
  const { kind = "node_offline", params = {}, forSeconds = 0, clearSeconds = 0, reopenSeconds = 600 } = options;
  const { noData = "stale", isEnabled = true } = options;
  const [row] = await db.rows(
    sql`insert into rule (name, kind, params, severity, for_seconds, clear_seconds, reopen_seconds, no_data, is_enabled, created_at, updated_at)
    values (${`test ${kind}`}, ${kind}, ${JSON.stringify(params)}::jsonb, 'critical', ${forSeconds}, ${clearSeconds}, ${reopenSeconds}, ${noData},
      ${isEnabled}, ${noon}::timestamptz, ${noon}::timestamptz) returning id`,
    Id,
  );
  if (!row) throw new Error("The rule was not written");
  return row.id;
}

/** All alerts of a rule, oldest first. */
export function alertsOf(db: Database, ruleId: string) {
  return db.rows(
    sql`select status, resource_id, occurrences, reopen_count, fired_at from alert where rule_id = ${ruleId}::uuid order by started_at, id`,
    Shown,
  );
}

/** What stands on the timelines of a rule's alerts, in order. */
export async function stepsOf(db: Database, ruleId: string): Promise<string[]> {
  const steps = await db.rows(
    sql`select e.kind from alert_event e join alert a on a.id = e.alert_id where a.rule_id = ${ruleId}::uuid order by e.id`,
    Step,
  );
  return steps.map(({ kind }) => kind);
}
