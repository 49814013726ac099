import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { bodyOf, readSecrets, unreadable } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import { characters, type NoticeLine, noticeLines, packLines, shortened } from "../notice-parts.ts";
import type { Channel } from "./channel.ts";
import { channelKind } from "./channel-kind.ts";

/** A webhook's URL is all that is needed to write: it is the secret. */
const Secrets = z.strictObject({ url: PlainText.max(2_048).trim() });
/** Of `content`. Source: discord.com/developers/docs/resources/webhook#execute-webhook. */
const limit = 2_000;

export const discordKind = channelKind({
  kind: "discord",
  title: "Discord",
  config: z.strictObject({}),
  secrets: Secrets,
  target: "discord",
  urls: (_config, { url }) => ({ url }),
  address: (_config, { url }) => new URL(url).hostname,
  format({ notice, acknowledge }) {
    const links = [...(notice.openUrl ? [`[Open](<${notice.openUrl}>)`] : []), ...(acknowledge ? [`[Acknowledge](<${acknowledge}>)`] : [])];
    const head = `**${escaped(shortened(notice.headline, 150))}**`;
    const parts = packLines(noticeLines(notice), { limit: limit - 1_000, size: characters, write });
    return parts.map((part, index) => ({
      content: [
        `${head}${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`,
        part,
        ...(links.length > 0 && index === 0 ? [links.join("  ·  ")] : []),
      ].join("\n"),
      // A title with @everyone in it wakes nobody.
      allowed_mentions: { parse: [] },
    }));
  },
});

function write({ kind, strong, rest }: NoticeLine): string {
  if (kind === "heading") return `__${escaped(strong)}__`;
  return [strong && `- **${escaped(strong)}**`, escaped(rest)].filter((text) => text !== "").join(" ");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\*_~`|>#[\]()<-]/g, (char) => `\\${char}`);
}

export const discordChannel: Channel = {
  perTarget: 1,
  canPause: false,
  async send(outgoing, { signal }) {
    const secrets = Secrets.safeParse(readSecrets(outgoing.target.secret));
    const body = bodyOf(outgoing);
    if (!secrets.success || body === undefined) return unreadable;
    return sendChecked({ url: secrets.data.url, headers: { "content-type": "application/json" }, body, signal });
  },
};
