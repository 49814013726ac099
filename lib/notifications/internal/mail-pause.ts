import { env } from "#lib/core/env";
import type { SqlTransaction } from "#lib/core/transaction";
import { enqueueMails } from "../enqueue-mails.ts";
import { mailText } from "../mail-text.ts";

/** Tells the operators (ALERT_EMAILS) that a target was paused, with this transaction. */
export async function mailPause(tx: SqlTransaction, now: Date, target: { id: string; url: string }, reason: string): Promise<void> {
  const { ALERT_EMAILS, PUBLIC_URL } = env();
  const path = `/admin/events?tab=webhooks&webhook=${target.id}`;
  const text = mailText({
    subject: `Webhook paused: ${target.url}`,
    paragraphs: [`Nothing is sent to ${target.url} any more. What happens meanwhile waits until somebody resumes it.`],
    facts: [["Why", reason]],
    link: PUBLIC_URL === "" ? undefined : { label: "Open the webhook", url: new URL(path, PUBLIC_URL).href },
  });
  await enqueueMails(
    tx,
    now,
    ALERT_EMAILS.map((to) => ({ ...text, to, topic: "webhook.paused" })),
  );
}
