import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { condition } from "../condition.ts";

const Params = z.strictObject({
  /** Age of the oldest line or event that waits, seconds. */
  olderThanSeconds: z.number().int().min(60).max(604_800).default(900),
});

const Row = z.object({ oldest_line: column.instant.nullable(), oldest_event: column.instant.nullable() });

/** Traffic waits to be billed, or billing events wait to have their effect, for too long: packages do not run out in time. */
export const kind = condition({
  kind: "package_backlog",
  title: "Billing is behind",
  source: "package",
  params: Params,
  unit: "s",
  defaults: [{ key: "package-backlog", name: "Billing is behind", params: {}, severity: "warning", forSeconds: 60, clearSeconds: 60 }],
  words: ({ olderThanSeconds }) => `traffic has waited for more than ${durationInWords(olderThanSeconds * 1000)} to be billed`,

  async read({ db, now }, rules) {
    const [row] = await db.rows(
      sql`select (select at from usage_line where billed_at is null and at <= ${now}::timestamptz order by at limit 1) as oldest_line,
        (select min(created_at) from billing_event where state = 'queued') as oldest_event`,
      Row,
    );
    const age = (at: Date | null | undefined) => (at ? Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000)) : 0);
    const [lineS, eventS] = [age(row?.oldest_line), age(row?.oldest_event)];
    const value = Math.max(lineS, eventS);
    return new Map(
      rules.map(({ id, params }) => [
        id,
        [
          {
            resource: { type: "queue", id: "billing", name: "Billing" },
            observation: value > params.olderThanSeconds ? ("true" as const) : ("false" as const),
            value,
            message: `The oldest traffic not billed is ${durationInWords(lineS * 1000)} old, the oldest event not applied ${durationInWords(eventS * 1000)}`,
          },
        ],
      ]),
    );
  },
});
