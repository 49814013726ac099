import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { type NoticeLine, noticeLines, packLines, shortened } from "../notice-parts.ts";
import { channelKind } from "./channel-kind.ts";

const Account = PlainText.max(254).trim().toLowerCase().pipe(z.email("must be an account's e-mail address such as ada@example.org"));
const Config = z.strictObject({
  recipients: z
    .array(Account)
    .max(100)
    .default([])
    .transform((given) => [...new Set(given)]),
});
/** Bytes of what is written, as JSON. With all that is around it there is room in the 4,096 that a push service must take (RFC 8030, 7.2). */
const limit = 2_400;
/** More than these are only named: a storm must not fill a phone with what each of them says. */
const explainedAtMost = 5;

/**
 * Browsers whose owners asked for it (`web_push_browser`). Every browser is a delivery of its own; its service worker shows
 * what is in it and opens `path`.
 */
export const webPushKind = channelKind({
  kind: "web_push",
  title: "Web Push",
  config: Config,
  secrets: z.strictObject({}),
  target: "web_push",
  urls: () => ({}),
  address: ({ recipients }) => (recipients.length === 0 ? "everybody who asked" : recipients.join(", ")),
  format({ notice, now, acknowledge }) {
    const items = notice.sections.flatMap((section) => section.items);
    const [only] = items.length === 1 ? items : [];
    const parts = packLines(noticeLines(notice), { limit, size: jsonBytes, write: items.length > explainedAtMost ? writeName : write });
    return parts.map((part, index) => ({
      title: `${shortened(notice.headline, 150)}${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`,
      // The headline names it already.
      body: only ? `${notice.sections[0]?.heading ?? ""}: ${shortened(only.message, 300)}` : part,
      severity: notice.severity,
      // What comes later of the same alert replaces what is shown of it.
      tag: only ? `alert:${only.id}` : `notice:${notice.id}:${index + 1}`,
      at: now.toISOString(),
      path: notice.openPath ?? "/admin/alerts",
      ...(acknowledge && index === 0 && { acknowledgeUrl: acknowledge }),
    }));
  },
});

function write({ kind, strong, rest }: NoticeLine): string {
  if (kind === "heading") return `— ${strong} —`;
  return [strong, rest].filter((text) => text !== "").join(": ");
}

function writeName({ rest, ...line }: NoticeLine): string {
  return write({ ...line, rest: line.strong === "" ? rest : "" });
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}
