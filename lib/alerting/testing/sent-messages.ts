import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

const Sent = z.object({ seq: z.bigint(), channel: z.string(), text: z.string() });

/** Answers at each call what was written for channels since the last one: channel and the beginning of each message, by channel. */
export function sentMessages(db: Database): () => Promise<string[]> {
  let seen = 0n;
  return async () => {
    const rows = await db.rows(
      sql`select d.seq, c.name as channel, d.payload ->> 'text' as text from channel_delivery cd join delivery d on d.id = cd.delivery_id
        join notification_channel c on c.id = cd.channel_id where d.seq > ${seen}::bigint order by c.name, d.seq`,
      Sent,
    );
    for (const { seq } of rows) if (seq > seen) seen = seq;
    return rows.map(({ channel, text }) => `${channel}: ${text.split("\n")[0]}`);
  };
}
