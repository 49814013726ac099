import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** What a write leaves behind: `user.disable` on `user` `<id>`. */
export interface AuditEntry {
  /** `<noun>.<verb>` */
  action: string;
  subjectKind: string;
  subjectId: string | number;
  /** The row before and after; only fields that differ are kept. Missing: created or deleted. */
  before?: object | null;
  after?: object | null;
}

const hiddenFields = /password|secret|token|hash/i;

/** `{ field: [before, after] }` of the fields that differ. Secrets show that they changed, never what they are. */
export function diffOf(before: object | null | undefined, after: object | null | undefined): Record<string, [unknown, unknown]> {
  const from = new Map(Object.entries(before ?? {}));
  const to = new Map(Object.entries(after ?? {}));
  const diff: Record<string, [unknown, unknown]> = {};
  for (const field of new Set([...from.keys(), ...to.keys()])) {
    const [a, b] = [plain(from.get(field)), plain(to.get(field))];
    if (JSON.stringify(a) === JSON.stringify(b)) continue;
    diff[field] = hiddenFields.test(field) ? [a == null ? null : "[secret]", b == null ? null : "[secret]"] : [a ?? null, b ?? null];
  }
  return diff;
}

/** JSON cannot hold bigint; Decimal and Date have their own text. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return "[bytes]";
  return value;
}

/** Writes the audit row in the transaction of the change. */
export function audit(tx: SqlTransaction, ctx: Context, entry: AuditEntry): Promise<void> {
  return auditAll(tx, ctx, [entry]);
}

/** The same for a change of many things: one row each, in this order, in one statement. */
export async function auditAll(tx: SqlTransaction, ctx: Context, entries: readonly AuditEntry[]): Promise<void> {
  const { actor } = ctx;
  const actorId = actor.kind === "user" ? actor.userId : actor.kind === "api_key" ? actor.keyId : null;
  const actorKind = actor.kind === "node" ? "system" : actor.kind;
  await tx.execute(sql`
    insert into audit_log (at, actor_kind, actor_id, actor_label, action, subject_kind, subject_id, diff, address, request_id)
    select ${ctx.now}::timestamptz, ${actorKind}, ${actorId}::uuid, ${actor.label}, e.action, e.subject_kind, e.subject_id, e.diff::jsonb,
      ${actor.address ?? null}, ${actor.requestId ?? null}
    from unnest(${entries.map(({ action }) => action)}::text[], ${entries.map(({ subjectKind }) => subjectKind)}::text[],
        ${entries.map(({ subjectId }) => String(subjectId))}::text[],
        ${entries.map(({ before, after }) => JSON.stringify(diffOf(before, after)))}::text[])
      with ordinality as e(action, subject_kind, subject_id, diff, place)
    order by e.place`);
}
