import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { condition } from "../condition.ts";

const Params = z.strictObject({ atLeast: z.number().int().min(1).max(1_000_000).default(20) });
const Row = z.object({ count: column.count });

/** Events that failed for good wait for somebody to look at them. */
export const kind = condition({
  kind: "dead_letters",
  title: "Dead letters",
  source: "queue",
  params: Params,
  unit: "",
  defaults: [
    { key: "dead-letters-warning", name: "Dead letters", params: { atLeast: 20 }, severity: "warning", forSeconds: 0, clearSeconds: 60 },
    {
      key: "dead-letters-critical",
      name: "Many dead letters",
      params: { atLeast: 50 },
      severity: "critical",
      forSeconds: 0,
      clearSeconds: 60,
    },
  ],
  words: ({ atLeast }) => `at least ${atLeast} events have failed for good and wait for people`,

  async read({ db }, rules) {
    const [row] = await db.rows(sql`select count(*) as count from billing_event where state = 'dead'`, Row);
    const value = row?.count ?? 0;
    return new Map(
      rules.map(({ id, params }) => [
        id,
        [
          {
            resource: { type: "queue", id: "billing-events", name: "Billing events" },
            observation: value >= params.atLeast ? ("true" as const) : ("false" as const),
            value,
            message: `${value} billing events have failed for good`,
          },
        ],
      ]),
    );
  },
});
