import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { AuditNames, NoInput } from "#lib/auth/schema";
import { type Sql, sql } from "#lib/core/sql";

const Row = z.object({ name: z.string() });
/** Actions and kinds are a few dozen; actors may be thousands, of which a field suggests the first. */
const most = 500;

/**
 * What the audit log can be filtered by. Each name is found by one step through an index, from one to the next, so a log
 * of millions of rows answers as fast as an empty one.
 */
export const listAuditNames = operation(
  {
    name: "listAuditNames",
    summary: "Actions, kinds of subject and actors that the audit log knows",
    policy: "settings:read",
    input: NoInput,
    output: AuditNames,
  },
  async (ctx) => {
    const namesOf = async (column: Sql) =>
      (
        await ctx.db.rows(
          sql`
          with recursive step as (
            (select ${column} as name from audit_log order by ${column} limit 1)
            union all
            select (select ${column} from audit_log where ${column} > step.name order by ${column} limit 1) from step where step.name is not null)
          select name from step where name is not null limit ${most}`,
          Row,
        )
      ).map(({ name }) => name);
    const [actions, subjectKinds, actors] = await Promise.all([sql`action`, sql`subject_kind`, sql`actor_label`].map(namesOf));
    return { actions: actions ?? [], subjectKinds: subjectKinds ?? [], actors: actors ?? [] };
  },
);
