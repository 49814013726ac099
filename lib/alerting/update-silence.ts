import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { changeSilence } from "./internal/change-silence.ts";
import { SilenceView, UpdateSilenceInput } from "./schema.ts";
import { silenceEnd } from "./silence-span.ts";

/**
 * Extends or shortens a silence, or says better why. What it matches cannot be changed: that is another silence.
 * @throws DomainError not_found, validation_failed, wrong_state when it has ended
 */
export const updateSilence = operation(
  { name: "updateSilence", summary: "Extend a silence", policy: "monitoring:write", input: UpdateSilenceInput, output: SilenceView },
  async (ctx, { id, to, comment }) => {
    const silence = await changeSilence(ctx, id, {
      action: "silence.update",
      write: (tx, before) => {
        const begin = new Date(Math.max(Date.parse(before.from), ctx.now.getTime()));
        const end = to === undefined ? new Date(before.to) : silenceEnd(to, begin);
        // A new end will be announced ahead anew.
        return tx.execute(sql`
          update silence set to_at = ${end}::timestamptz, comment = ${comment ?? before.comment},
            reminded_at = case when to_at = ${end}::timestamptz then reminded_at end
          where id = ${id}::uuid`);
      },
    });
    if (!silence) throw notFound("Silence");
    return silence;
  },
);
