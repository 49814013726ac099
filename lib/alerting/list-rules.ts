import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { readRuleViews } from "./internal/rule-view.ts";
import { ListRulesInput, RuleList } from "./schema.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Rules in the order in which they were made, each with what its last evaluation found. */
export const listRules = operation(
  { name: "listRules", summary: "List rules", policy: "monitoring:read", input: ListRulesInput, output: RuleList },
  async (ctx, { kind, limit, cursor }) => {
    const place = readCursor(cursor, Place);
    const rules = await readRuleViews(
      ctx.db,
      sql`where true ${kind === undefined ? emptySql : sql`and r.kind = ${kind}`}
        ${place ? sql`and (date_trunc('milliseconds', r.created_at), r.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql}
      order by date_trunc('milliseconds', r.created_at), r.id limit ${limit + 1}`,
    );
    return cutPage(rules, limit, (rule) => [rule.createdAt, rule.id]);
  },
);
