import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { shortened } from "#lib/notifications/notice-parts";
import type { WordedMember } from "../compose-notice.ts";
import { silenceOverWords } from "../decide-mute-change.ts";
import { Severity } from "../schema.ts";

const MemberRow = z.object({
  group_id: z.string(),
  alert_id: z.string(),
  severity: Severity,
  status: z.enum(["firing", "resolved"]),
  title: z.string(),
  message: z.string(),
  fired_at: column.instant,
  resolved_at: column.instant.nullable(),
  reopen_count: z.number().int(),
  is_acknowledged: z.boolean(),
  is_muted: z.boolean(),
  is_routed: z.boolean(),
  told_at: column.instant.nullable(),
  told_reopen_count: z.number().int().nullable(),
  told_severity: Severity.nullable(),
  is_raise_owed: z.boolean(),
  silence_over_id: z.string().nullable(),
  told_silence_id: z.string().nullable(),
  silence_by: z.string().nullable(),
  silence_ended_by: z.string().nullable(),
  silence_comment: z.string().nullable(),
});
/** A member of a group with its words, and when its channel was told that it fires. */
export type Member = WordedMember & { toldAt: Date | null };

/** The members of groups, by group, the one that fired first first. */
export async function readMembers(tx: SqlTransaction, groupIds: readonly string[]): Promise<ReadonlyMap<string, Member[]>> {
  const rows = await tx.rows(
    sql`select t.group_id, t.alert_id, a.severity, a.status, a.title, a.message, a.fired_at, a.resolved_at, a.reopen_count,
      a.acknowledged_at is not null as is_acknowledged, a.muted_by is not null as is_muted, t.is_routed, t.told_at, t.told_reopen_count, t.told_severity, t.is_raise_owed,
      a.silence_over_id, t.told_silence_id, s.created_by as silence_by, s.ended_by as silence_ended_by, s.comment as silence_comment
    from alert_told t join alert a on a.id = t.alert_id left join silence s on s.id = a.silence_over_id
    where t.group_id = any(${groupIds}::uuid[]) and a.status <> 'pending' order by a.fired_at, a.id`,
    MemberRow,
  );
  const members = new Map<string, Member[]>();
  for (const row of rows) {
    const one: Member = {
      alertId: row.alert_id,
      severity: row.severity,
      status: row.status,
      title: row.title,
      message: row.message,
      firedAt: row.fired_at,
      resolvedAt: row.resolved_at,
      reopenCount: row.reopen_count,
      isAcknowledged: row.is_acknowledged,
      isMuted: row.is_muted,
      isRouted: row.is_routed,
      toldAt: row.told_at,
      toldReopenCount: row.told_reopen_count,
      toldSeverity: row.told_severity,
      isRaiseOwed: row.is_raise_owed,
      silenceOverId: row.silence_over_id,
      toldSilenceId: row.told_silence_id,
      silenceOver: silenceOverWords({
        createdBy: row.silence_by ?? "somebody",
        endedBy: row.silence_ended_by,
        comment: shortened(row.silence_comment ?? "", 120),
      }),
    };
    const others = members.get(row.group_id);
    if (others) others.push(one);
    else members.set(row.group_id, [one]);
  }
  return members;
}
