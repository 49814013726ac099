import { z } from "zod";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { maxAttempts } from "#lib/notifications/after-attempt";
import type { MailText } from "#lib/notifications/mail-text";

/** A mail to one address. */
export interface Mail extends MailText {
  to: string;
  /** What it is about, for the list: `package.warning`. */
  topic: string;
  /** A secret that `secretPlace` stands for in the texts, sealed: it is in no copy of the database. */
  sealed?: string;
}

const Id = z.object({ id: z.string() });

export function isMailConfigured(): boolean {
  return env().SMTP_HOST !== "";
}

/** Writes mails into the outbox with this transaction. Nothing when mail is not configured: they would never be sent. */
export async function enqueueMails(tx: SqlTransaction, now: Date, mails: readonly Mail[], attempts = maxAttempts): Promise<string[]> {
  if (mails.length === 0 || !isMailConfigured()) return [];
  await tx.execute(sql`insert into notification_target (kind, description, created_at) values ('email', 'Mail server', ${now}::timestamptz)
    on conflict (kind) where kind = 'email' do nothing`);
  const waiting = mails.map(({ to, topic, ...payload }) => ({ to, topic, payload }));
  const written = await tx.rows(
    sql`insert into delivery (target_id, message_id, topic, recipient, payload, created_at, state, max_attempts, next_attempt_at)
    select t.id, gen_random_uuid(), m.topic, m.to, m.payload, ${now}::timestamptz, 'waiting', ${attempts}, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb) as m("to" text, topic text, payload jsonb), notification_target t where t.kind = 'email'
    returning id`,
    Id,
  );
  return written.map(({ id }) => id);
}
