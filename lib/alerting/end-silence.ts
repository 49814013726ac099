import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { changeSilence } from "./internal/change-silence.ts";
import { NoOutput, SilenceIdInput } from "./schema.ts";

/**
 * Ends a silence now: what it muted and still fires is heard again. It stays in the list of those that ended, and says who
 * ended it; one that had not begun muted nothing and is gone but for the audit log.
 * @throws DomainError not_found, wrong_state when it has ended already
 */
export const endSilence = operation(
  { name: "endSilence", summary: "End a silence", policy: "monitoring:write", input: SilenceIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await changeSilence(ctx, id, {
      action: "silence.end",
      write: (tx, { state, from }) =>
        // One that begins in this very instant never held either: a silence has to end after it begins.
        state === "future" || Date.parse(from) === ctx.now.getTime()
          ? tx.execute(sql`delete from silence where id = ${id}::uuid`)
          : tx.execute(sql`update silence set to_at = ${ctx.now}::timestamptz, ended_by = ${ctx.actor.label} where id = ${id}::uuid`),
    });
    return undefined;
  },
);
