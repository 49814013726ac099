import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { enqueueMails, type Mail } from "#lib/notifications/enqueue-mails";
import { publish } from "#lib/realtime/publish";
import { matchersInWords } from "#lib/universal/matcher-words";
import type { SilenceOver } from "../decide-mute-change.ts";
import { Matcher } from "../matcher.ts";
import { namedAtMost, silenceOverMail } from "../silence-mails.ts";
import { makersOf } from "./silence-makers.ts";

/** What a silence `s` mutes and still fires, as \`alert a\`. */
const firingUnder = sql`a.status = 'firing' and a.muted_by = 'silence' and a.muted_id = s.id`;

const Ended = z.object({
  id: z.string(),
  matchers: z.array(Matcher),
  comment: z.string(),
  created_by: z.string(),
  ended_by: z.string().nullable(),
  to_at: column.instant,
  firing_count: z.number().int(),
  titles: z.array(z.string()),
});

/**
 * Notes the end of silences, by time or by hand, once: whoever sets `ended_at` tells the pages, and the maker where something
 * that it muted fires on. Under `lockAlerts`, in the transaction that lets those alerts be heard again: before its COMMIT
 * nobody knows of the end, after it nobody notes it again.
 */
export async function noteEndedSilences(tx: SqlTransaction, now: Date): Promise<ReadonlyMap<string, SilenceOver>> {
  const ended = await tx.rows(
    sql`update silence s set ended_at = ${now}::timestamptz where s.to_at <= ${now}::timestamptz and s.ended_at is null
    returning s.id, s.matchers, s.comment, s.created_by, s.ended_by, s.to_at,
      (select count(*)::int from alert a where ${firingUnder}) as firing_count,
      array(select a.title from alert a where ${firingUnder} order by a.fired_at, a.id limit ${namedAtMost}) as titles`,
    Ended,
  );
  if (ended.length === 0) return new Map();
  const makers = await makersOf(
    tx,
    // Nobody is told what nothing came of, or what they have just done themselves.
    ended.flatMap(({ id, firing_count: firing, created_by: by, ended_by: endedBy }) => (firing > 0 && endedBy !== by ? [id] : [])),
  );
  const over = new Map<string, SilenceOver>();
  const mails: Mail[] = [];
  for (const { id, matchers, comment, created_by: createdBy, ended_by: endedBy, to_at: at, firing_count: firingCount, titles } of ended) {
    over.set(id, { createdBy, endedBy, comment });
    publish(tx, now, "alert:silence-ended", ["permission:monitoring:read"], { silenceId: id, endedBy, firingCount });
    const to = makers.get(id);
    if (to) mails.push(silenceOverMail({ to, words: matchersInWords(matchers), comment, endedBy, at, firingCount, titles }));
  }
  await enqueueMails(tx, now, mails);
  return over;
}
