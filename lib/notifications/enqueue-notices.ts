import { z } from "zod";
import { seal } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { maxAttempts } from "./after-attempt.ts";
import type { NoticePayload } from "./channels/channel-kind.ts";
import { channelKinds } from "./channels/channel-kinds.ts";
import { secretPlace } from "./channels/email.ts";
import { type AddressedChannel, addressChannels } from "./internal/recipients.ts";
import type { Notice } from "./notice.ts";

/** A notice for one channel. */
export interface NoticeFor {
  channelId: string;
  notice: Notice;
  topic: string;
  /** A test, of which there are no alerts. */
  isTest?: boolean;
}

const Id = z.object({ id: z.string() });

/**
 * Writes notices into the outbox with this transaction, each in its channel's own words: one delivery per message and
 * recipient. Answers their ids. Mail waits visibly when no mail server is configured.
 */
export async function enqueueNotices(
  tx: SqlTransaction,
  now: Date,
  notices: readonly NoticeFor[],
  attempts = maxAttempts,
): Promise<string[]> {
  if (notices.length === 0) return [];
  const channels = await addressChannels(tx, now, [...new Set(notices.map(({ channelId }) => channelId))]);
  const rows = notices.flatMap(({ channelId, notice, topic, isTest = false }) => {
    const channel = channels.get(channelId);
    return channel
      ? messagesOf(channel, notice, now).map((message) => ({
          ...message,
          topic,
          channel_id: channelId,
          notice_id: isTest ? null : notice.id,
        }))
      : [];
  });
  const written = await tx.rows(
    sql`with given as materialized (
      select gen_random_uuid() as id, g.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(target_id uuid, topic text, recipient text, payload jsonb, channel_id uuid, notice_id uuid)),
    made as (
      insert into delivery (id, target_id, message_id, topic, recipient, payload, created_at, state, max_attempts, next_attempt_at)
      select id, target_id, gen_random_uuid(), topic, recipient, payload, ${now}::timestamptz, 'waiting', ${attempts}, ${now}::timestamptz
      from given returning id, seq)
    insert into channel_delivery (delivery_id, channel_id, seq, notice_id)
    select m.id, g.channel_id, m.seq, g.notice_id from made m join given g on g.id = m.id returning delivery_id as id`,
    Id,
  );
  return written.map(({ id }) => id);
}

function messagesOf(channel: AddressedChannel, notice: Notice, now: Date) {
  const kind = channelKinds.get(channel.kind);
  if (!kind) return [];
  const acknowledge = notice.acknowledgeUrl === undefined ? undefined : secretPlace;
  const sealed = notice.acknowledgeUrl === undefined ? undefined : seal(notice.acknowledgeUrl);
  const payloads = kind
    .format({ notice, config: channel.config, now, acknowledge })
    .map((payload): NoticePayload => (sealed === undefined ? payload : { ...payload, sealed }));
  return channel.recipients.flatMap(({ targetId, recipient, browserId }) =>
    payloads.map((payload) => ({ target_id: targetId, recipient, payload: browserId === undefined ? payload : { ...payload, browserId } })),
  );
}
