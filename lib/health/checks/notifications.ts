import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { formatExactDuration } from "#lib/universal/time-format";
import { defineCheck } from "../check.ts";

/** A message that is due and that nobody has tried to send for so long: the sender is behind. */
const overdueLimitS = 120;
/** A message that was tried and has not arrived for so long: its receiver does not take it. */
const unsentLimitS = 900;

interface NotificationsReading {
  waiting: number;
  /** Age of the oldest message that was not sent, seconds; null when all were. */
  oldestUnsentS: number | null;
  /** How long the one that is due longest has waited for its next attempt, seconds. */
  overdueS: number | null;
}

const Row = z.object({ waiting: column.count, oldest: column.instant.nullable(), due: column.instant.nullable() });

/** Messages to outside systems. Those of a target that is paused or switched off wait on purpose, and are not counted. */
export const notificationsCheck = defineCheck<NotificationsReading>({
  name: "notifications",
  needsDatabase: true,

  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select count(*) as waiting, min(d.created_at) as oldest, min(greatest(d.next_attempt_at, t.not_before)) filter (where d.claim is null) as due
      from (select target_id, created_at, next_attempt_at, claim from delivery where state = 'waiting' limit 10000) d
      join notification_target t on t.id = d.target_id and t.is_enabled and t.paused_at is null`,
      Row,
    );
    const ageS = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : null);
    return { waiting: row?.waiting ?? 0, oldestUnsentS: ageS(row?.oldest), overdueS: ageS(row?.due) };
  },

  decide({ waiting, oldestUnsentS, overdueS }) {
    const oldestUnsentSeconds = oldestUnsentS === null ? null : Math.round(oldestUnsentS);
    const overdueSeconds = overdueS === null ? 0 : Math.round(overdueS);
    const details = { waiting, oldestUnsentSeconds, overdueSeconds };
    if (overdueSeconds > overdueLimitS)
      return {
        status: "degraded",
        message: `A message has been due for ${formatExactDuration(overdueSeconds)} and nobody sends it`,
        details,
      };
    if (oldestUnsentSeconds !== null && oldestUnsentSeconds > unsentLimitS)
      return {
        status: "degraded",
        message: `The oldest unsent message is ${formatExactDuration(oldestUnsentSeconds)} old (limit ${formatExactDuration(unsentLimitS)})`,
        details,
      };
    const message =
      oldestUnsentSeconds === null
        ? "Everything was sent"
        : `${waiting} unsent, the oldest for ${formatExactDuration(oldestUnsentSeconds)}`;
    return { status: "healthy", message, details };
  },
});
