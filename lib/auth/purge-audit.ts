import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";

/** Rows of one statement: short locks, and what is done stays done when the job is interrupted. */
const deletedAtOnce = 10_000;

/**
 * Deletes audit rows from before `before`. Each step leaves one row of its own in the log, in the same transaction, that
 * says how many went: nothing disappears from an audit log without a trace.
 */
export async function purgeAudit(ctx: Context, before: Date, signal?: AbortSignal): Promise<number> {
  let deleted = 0;
  for (;;) {
    signal?.throwIfAborted();
    const some = await transaction(ctx.db, async (tx) => {
      const count = await tx.execute(
        sql`delete from audit_log where id in (select id from audit_log where at < ${before}::timestamptz order by at limit ${deletedAtOnce})`,
      );
      const after = { deletedRows: count, before: before.toISOString() };
      if (count > 0) await audit(tx, ctx, { action: "audit.purge", subjectKind: "audit", subjectId: "log", after });
      return count;
    });
    deleted += some;
    if (some < deletedAtOnce) return deleted;
  }
}
