import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { enqueueMails } from "#lib/notifications/enqueue-mails";
import { publish } from "#lib/realtime/publish";
import { matchersInWords } from "#lib/universal/matcher-words";
import { lockAlerts } from "./internal/lock-alerts.ts";
import { makersOf } from "./internal/silence-makers.ts";
import { Matcher } from "./matcher.ts";
import { namedAtMost, silenceEndingMail } from "./silence-mails.ts";

/** How long before its end a silence is announced, ms. */
const aheadMs = 3_600_000;
const Ending = z.object({
  id: z.string(),
  matchers: z.array(Matcher),
  comment: z.string(),
  to_at: column.instant,
  firing_count: z.number().int(),
  titles: z.array(z.string()),
});

/**
 * Announces, once, silences that end within the hour while alerts that they mute still fire: there will be noise again. One
 * that is shorter than two hours is announced at its half, not when it is made. It stands on the timelines, and its maker
 * gets a mail. Returns how many.
 */
export function remindSilences(ctx: Context): Promise<number> {
  const until = new Date(ctx.now.getTime() + aheadMs);
  return transaction(ctx.db, async (tx) => {
    await lockAlerts(tx);
    const ending = await tx.rows(
      sql`with ending as (
        select s.id, s.to_at, s.created_by, m.firing_count, m.titles
        from silence s cross join lateral (
          select count(*)::int as firing_count, (array_agg(title order by fired_at, id))[1:${namedAtMost}] as titles
          from alert where status = 'firing' and muted_by = 'silence' and muted_id = s.id) m
        where m.firing_count > 0 and s.reminded_at is null and s.to_at > ${ctx.now}::timestamptz and s.to_at <= ${until}::timestamptz
          and ${ctx.now}::timestamptz - s.from_at >= s.to_at - ${ctx.now}::timestamptz),
      noted as (
        insert into alert_event (alert_id, at, kind, detail)
        select a.id, ${ctx.now}::timestamptz, 'silence_ending', 'the silence by ' || e.created_by || ' ends at ' ||
          to_char(e.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        from ending e join alert a on a.muted_id = e.id and a.muted_by = 'silence' and a.status = 'firing')
      update silence s set reminded_at = ${ctx.now}::timestamptz from ending e where s.id = e.id
      returning s.id, s.matchers, s.comment, s.to_at, e.firing_count, e.titles`,
      Ending,
    );
    const makers = await makersOf(
      tx,
      ending.map(({ id }) => id),
    );
    const mails = ending.flatMap(({ id, matchers, comment, to_at: at, firing_count: firingCount, titles }) => {
      publish(tx, ctx.now, "alert:silence-ending", ["permission:monitoring:read"], { silenceId: id, to: at.toISOString(), firingCount });
      const to = makers.get(id);
      return to === undefined ? [] : [silenceEndingMail({ to, words: matchersInWords(matchers), comment, at, firingCount, titles })];
    });
    await enqueueMails(tx, ctx.now, mails);
    return ending.length;
  });
}
