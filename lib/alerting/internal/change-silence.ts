import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type Transaction, transaction } from "#lib/core/transaction";
import type { SilenceView } from "../schema.ts";
import { changeMutes } from "./change-mutes.ts";
import { lockAlerts } from "./lock-alerts.ts";
import { readSilenceView } from "./silence-view.ts";

interface SilenceChange {
  /** `silence.end`, for the audit log. */
  action: string;
  write(tx: Transaction, before: SilenceView): Promise<unknown>;
}

/**
 * What somebody does to one silence, under the turn of all who change many alerts: two at once are one after the other.
 * Undefined when the change took the silence away.
 * @throws DomainError not_found; wrong_state with the silence when it has ended
 */
export function changeSilence(ctx: Context, id: string, { action, write }: SilenceChange): Promise<SilenceView | undefined> {
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    await tx.execute(sql`select 1 from silence where id = ${id}::uuid for update`);
    const before = await readSilenceView(tx, ctx.now, id);
    if (!before) throw notFound("Silence");
    if (before.state === "expired") {
      const detail = `The silence ended at ${before.to}${before.endedBy ? `, by ${before.endedBy}` : ""}; make a new one instead`;
      throw new DomainError("wrong_state", detail, { state: before });
    }
    await write(tx, before);
    await changeMutes(tx, ctx, "silence", id);
    const after = await readSilenceView(tx, ctx.now, id);
    await audit(tx, ctx, { action, subjectKind: "silence", subjectId: id, before, after: after ?? null });
    return after;
  });
}
