import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { bodyOf, readSecrets, unreadable } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import { characters, type NoticeLine, noticeLines, packLines } from "../notice-parts.ts";
import type { Channel } from "./channel.ts";
import { channelKind } from "./channel-kind.ts";

/** An incoming webhook's URL is all that is needed to write: it is the secret. */
const Secrets = z.strictObject({ url: PlainText.max(2_048).trim() });
/** Slack advises 4,000 and cuts at 40,000. Source: api.slack.com/reference/messaging/payload. */
const limit = 3_800;

export const slackKind = channelKind({
  kind: "slack",
  title: "Slack",
  config: z.strictObject({}),
  secrets: Secrets,
  target: "slack",
  urls: (_config, { url }) => ({ url }),
  address: (_config, { url }) => new URL(url).hostname,
  format({ notice, acknowledge }) {
    const links = [...(notice.openUrl ? [`<${notice.openUrl}|Open>`] : []), ...(acknowledge ? [`<${acknowledge}|Acknowledge>`] : [])];
    const parts = packLines(noticeLines(notice), { limit: limit - 600, size: characters, write });
    return parts.map((part, index) => {
      const head = `*${escaped(notice.headline)}*${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`;
      return { text: [head, part, ...(links.length > 0 && index === 0 ? [links.join("  ·  ")] : [])].join("\n"), unfurl_links: false };
    });
  },
});

function write({ kind, strong, rest }: NoticeLine): string {
  if (kind === "heading") return `_${escaped(strong)}_`;
  return [strong && `• *${escaped(strong)}*`, escaped(rest)].filter((text) => text !== "").join(" ");
}

/** The three characters that mean something there. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export const slackChannel: Channel = {
  perTarget: 1,
  canPause: false,
  async send(outgoing, { signal }) {
    const secrets = Secrets.safeParse(readSecrets(outgoing.target.secret));
    const body = bodyOf(outgoing);
    if (!secrets.success || body === undefined) return unreadable;
    return sendChecked({ url: secrets.data.url, headers: { "content-type": "application/json" }, body, signal });
  },
};
