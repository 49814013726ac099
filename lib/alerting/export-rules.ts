import { stringify } from "yaml";
import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { readRules } from "./internal/read-rules.ts";
import { ExportRulesInput } from "./schema.ts";

const heading =
  "# Rules of Fleetlight. Importing this file changes rules of the same name and makes the others; rules that it does not name stay.\n";

/** Every rule as YAML, as `importRules` reads it: exported and imported again, nothing changes. */
export const exportRules = operation(
  { name: "exportRules", summary: "Export all rules as YAML", policy: "monitoring:read", input: ExportRulesInput, output: z.string() },
  async (ctx) => {
    const rules = await readRules(ctx.db, sql`true`);
    const content = rules.map(({ id: _id, hasFailed: _hasFailed, ...rule }) => rule);
    return heading + stringify({ rules: content }, { lineWidth: 0 });
  },
);
