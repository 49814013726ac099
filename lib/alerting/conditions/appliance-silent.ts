import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { condition, type Reading } from "../condition.ts";

const Params = z.strictObject({ afterSeconds: z.number().int().min(60).max(2_592_000).default(900) });
const Row = z.object({ id: z.string(), name: z.string(), last_report_at: column.instant.nullable(), created_at: column.instant });

/** An appliance has reported nothing for a time: neither what it has nor a task. A new one has the same time to report first. */
export const kind = condition({
  kind: "appliance_silent",
  title: "Appliance silent",
  source: "storage",
  params: Params,
  unit: "s",
  defaults: [{ key: "appliance-silent", name: "Appliance silent", params: {}, severity: "warning", forSeconds: 0, clearSeconds: 0 }],
  words: ({ afterSeconds }) => `an appliance has reported nothing for ${durationInWords(afterSeconds * 1000)}`,

  async read({ db, now }, rules) {
    const appliances = await db.rows(sql`select id, name, last_report_at, created_at from appliance order by name, id`, Row);
    return new Map(
      rules.map(({ id: ruleId, params }) => [
        ruleId,
        appliances.map(({ id, name, last_report_at: heardAt, created_at: createdAt }): Reading => {
          const silentS = Math.max(0, Math.round((now.getTime() - (heardAt ?? createdAt).getTime()) / 1000));
          return {
            resource: { type: "appliance", id, name },
            observation: silentS > params.afterSeconds ? "true" : "false",
            value: silentS,
            message: heardAt ? `${name} last reported ${durationInWords(silentS * 1000)} ago` : `${name} has never reported`,
            labels: { appliance_id: id, appliance: name },
          };
        }),
      ]),
    );
  },
});
