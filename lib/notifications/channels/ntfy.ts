import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { bodyOf, readSecrets, unreadable } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import { type NoticeLine, noticeLines, packLines, shortened, utf8Bytes } from "../notice-parts.ts";
import type { Channel } from "./channel.ts";
import { channelKind } from "./channel-kind.ts";

const Config = z.strictObject({
  serverUrl: PlainText.max(500).trim().default("https://ntfy.sh"),
  topic: PlainText.trim().pipe(z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, "must be a topic such as fleet-alerts")),
});
const Secrets = z.strictObject({ token: PlainText.min(1).max(256).trim().optional() });
/** Bytes of a message; more becomes an attachment. Source: docs.ntfy.sh/publish/#limitations. */
const limit = 4_000;
const priority = { critical: 5, warning: 4, info: 3 } as const;

export const ntfyKind = channelKind({
  kind: "ntfy",
  title: "ntfy",
  config: Config,
  secrets: Secrets,
  target: "ntfy",
  urls: ({ serverUrl }) => ({ serverUrl }),
  address: ({ serverUrl, topic }) => `${serverUrl.replace(/^https?:\/\//, "").replace(/\/+$/, "")}/${topic}`,
  format({ notice, config, acknowledge }) {
    const parts = packLines(noticeLines(notice), { limit, size: utf8Bytes, write });
    return parts.map((part, index) => ({
      topic: config.topic,
      title: `${shortened(notice.headline, 200)}${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`,
      message: part,
      priority: priority[notice.severity],
      ...(notice.openUrl && { click: notice.openUrl }),
      ...(acknowledge && index === 0 && { actions: [{ action: "view", label: "Acknowledge", url: acknowledge }] }),
    }));
  },
});

function write({ kind, strong, rest }: NoticeLine): string {
  if (kind === "heading") return `— ${strong} —`;
  return [strong, rest].filter((text) => text !== "").join(": ");
}

export const ntfyChannel: Channel = {
  perTarget: 1,
  canPause: false,
  async send(outgoing, { signal }) {
    const config = Config.safeParse(outgoing.target.config);
    const secrets = Secrets.safeParse(readSecrets(outgoing.target.secret));
    const body = bodyOf(outgoing);
    if (!config.success || !secrets.success || body === undefined) return unreadable;
    const { token } = secrets.data;
    const headers = { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) };
    return sendChecked({ url: config.data.serverUrl, headers, body, signal });
  },
};
