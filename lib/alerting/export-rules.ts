import { stringify } from "yaml";
import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { readRuleViews } from "./internal/rule-view.ts";
import { ExportRulesInput } from "./schema.ts";

const heading =
  "# Rules of Fleetlight. Importing this file changes rules of the same name and makes the others; rules that it does not name stay.\n";

/** Every rule as YAML, as `importRules` reads it: exported and imported again, nothing changes. Rules of one name carry their ids. */
export const exportRules = operation(
  { name: "exportRules", summary: "Export all rules as YAML", policy: "monitoring:read", input: ExportRulesInput, output: z.string() },
  async (ctx) => {
    const rules = await readRuleViews(ctx.db, sql`order by r.created_at, r.id`);
    const named = Map.groupBy(rules, ({ name }) => name);
    const content = rules.map(
      ({ id, name, kind, params, severity, forSeconds, clearSeconds, reopenSeconds, noData, runbook, isEnabled }) => ({
        ...((named.get(name)?.length ?? 0) > 1 && { id }),
        name,
        kind,
        params,
        severity,
        forSeconds,
        clearSeconds,
        reopenSeconds,
        noData,
        runbook,
        isEnabled,
      }),
    );
    return heading + stringify({ rules: content }, { lineWidth: 0 });
  },
);
