import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";
import { bodyOf, readSecrets, unreadable } from "../internal/read-secrets.ts";
import { sendChecked } from "../internal/send-checked.ts";
import { characters, type NoticeLine, noticeLines, packLines, shortened } from "../notice-parts.ts";
import type { Channel, Outcome } from "./channel.ts";
import { channelKind } from "./channel-kind.ts";

/** `apiUrl`: of an own Bot API server. `chatId`: a number, or `@name` of a channel. */
const Config = z.strictObject({
  chatId: PlainText.trim().pipe(
    z.string().regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{4,64})$/, "must be a chat's number or the @name of a channel"),
  ),
  apiUrl: PlainText.max(500).trim().default("https://api.telegram.org"),
});
const Secrets = z.strictObject({
  botToken: PlainText.trim().pipe(z.string().regex(/^\d{1,20}:[A-Za-z0-9_-]{10,100}$/, "must be a bot's token such as 123456:ABC-def…")),
});
const Refusal = z.object({ parameters: z.object({ retry_after: z.number() }) });
/** After entities are read. Source: core.telegram.org/bots/api#sendmessage. */
const limit = 4_096;

export const telegramKind = channelKind({
  kind: "telegram",
  title: "Telegram",
  config: Config,
  secrets: Secrets,
  target: "telegram",
  urls: ({ apiUrl }) => ({ apiUrl }),
  address: ({ chatId }) => `chat ${chatId}`,
  format({ notice, config, acknowledge }) {
    const links = [
      ...(notice.openUrl ? [`<a href="${escaped(notice.openUrl)}">Open</a>`] : []),
      ...(acknowledge ? [`<a href="${acknowledge}">Acknowledge</a>`] : []),
    ];
    const head = `<b>${escaped(shortened(notice.headline, 200))}</b>`;
    const parts = packLines(noticeLines(notice), { limit: limit - 1_200, size: characters, write });
    return parts.map((part, index) => ({
      chat_id: config.chatId,
      parse_mode: "HTML",
      link_preview_options: { is_disabled: true },
      text: [
        `${head}${parts.length > 1 ? ` (${index + 1}/${parts.length})` : ""}`,
        part,
        ...(links.length > 0 && index === 0 ? [links.join("  ·  ")] : []),
      ].join("\n"),
    }));
  },
});

function write({ kind, strong, rest }: NoticeLine): string {
  if (kind === "heading") return `<i>${escaped(strong)}</i>`;
  return [strong && `• <b>${escaped(strong)}</b>`, escaped(rest)].filter((text) => text !== "").join(" ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export const telegramChannel: Channel = {
  perTarget: 1,
  canPause: false,
  async send(outgoing, { signal }) {
    const config = Config.safeParse(outgoing.target.config);
    const secrets = Secrets.safeParse(readSecrets(outgoing.target.secret));
    const body = bodyOf(outgoing);
    if (!config.success || !secrets.success || body === undefined) return unreadable;
    const url = `${config.data.apiUrl.replace(/\/+$/, "")}/bot${secrets.data.botToken}/sendMessage`;
    return withAskedTime(await sendChecked({ url, headers: { "content-type": "application/json" }, body, signal }));
  },
};

/** Telegram asks for time in its answer, not in a header. */
function withAskedTime(outcome: Outcome): Outcome {
  if (outcome.isSuccess || outcome.response === undefined) return outcome;
  const said = Refusal.safeParse(jsonOrNothing(outcome.response));
  return said.success ? { ...outcome, retryAfterMs: said.data.parameters.retry_after * 1_000 } : outcome;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
