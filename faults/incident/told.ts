import type { Mail } from "#lib/notifications/testing/mailbox";
import type { Received } from "#lib/notifications/testing/receiver";

/** A message that reached somebody; one that was delivered twice with the same id is one. */
export interface Told {
  id: string;
  text: string;
  isOver: boolean;
}

/** What the mail server has of an alert, by its title; each message once, the first first. */
export function toldByMail(mails: readonly Mail[], title: string): Told[] {
  return once(mails.filter(({ source }) => source.includes(title)).map(({ id, subject }) => told(id, subject)));
}

/** What the webhook's receiver has of it. */
export function toldByHook(received: readonly Received[], title: string): Told[] {
  const about = received.filter(({ body }) => body.includes(title));
  return once(about.map(({ headers, body }) => told(String(headers["webhook-id"]), headlineOf(body))));
}

function headlineOf(body: string): string {
  return (JSON.parse(body) as { data: { headline: string } }).data.headline;
}

function told(id: string, text: string): Told {
  return { id, text, isOver: text.startsWith("Resolved") };
}

function once(messages: readonly Told[]): Told[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}
