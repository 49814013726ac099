import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { condition } from "../condition.ts";

const Queue = z.enum(["billing-events", "deliveries"]);
const names = { "billing-events": "Billing events", deliveries: "Deliveries" } as const;
const Params = z.strictObject({
  above: z.number().int().min(1).max(99_999).default(1_000),
  /** Only these; all there are when empty. */
  queues: z.array(Queue).max(10).default([]),
});
const Row = z.object({ events: column.count, deliveries: column.count });
/** Not counted beyond: a queue that long is too long whatever the rule says. */
const counted = 100_000;

/** Too much waits: billing events to have their effect, webhooks and mails to be sent. */
export const kind = condition({
  kind: "queue_depth",
  title: "Queue too long",
  source: "queue",
  params: Params,
  unit: "",
  defaults: [
    { key: "queue-depth", name: "Queue too long", params: { above: 1_000 }, severity: "warning", forSeconds: 300, clearSeconds: 60 },
  ],
  words: ({ above, queues }) =>
    `more than ${above.toLocaleString("en")} ${(queues.length === 0 ? Queue.options : queues).map((queue) => names[queue].toLowerCase()).join(" or ")} wait`,

  async read({ db }, rules) {
    const [row] = await db.rows(
      sql`select (select count(*) from (select 1 from billing_event where state = 'queued' limit ${counted}) as waiting) as events,
        (select count(*) from (select 1 from delivery where state = 'waiting' limit ${counted}) as waiting) as deliveries`,
      Row,
    );
    const lengths = { "billing-events": row?.events ?? 0, deliveries: row?.deliveries ?? 0 };
    return new Map(
      rules.map(({ id, params }) => [
        id,
        Queue.options
          .filter((queue) => params.queues.length === 0 || params.queues.includes(queue))
          .map((queue) => ({
            resource: { type: "queue", id: queue, name: names[queue] },
            observation: lengths[queue] > params.above ? ("true" as const) : ("false" as const),
            value: lengths[queue],
            message: `${lengths[queue] === counted ? "At least " : ""}${lengths[queue]} ${names[queue].toLowerCase()} wait (limit ${params.above})`,
          })),
      ]),
    );
  },
});
