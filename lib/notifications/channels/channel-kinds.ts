import type { ChannelKind } from "./channel-kind.ts";
import { discordKind } from "./discord.ts";
import { emailKind } from "./email-kind.ts";
import { ntfyKind } from "./ntfy.ts";
import { slackKind } from "./slack.ts";
import { telegramKind } from "./telegram.ts";
import { webPushKind } from "./web-push-kind.ts";
import { webhookKind } from "./webhook-kind.ts";

/** Every kind of channel that people can make, by name. */
export const channelKinds: ReadonlyMap<string, ChannelKind> = new Map(
  [emailKind, webhookKind, slackKind, discordKind, telegramKind, ntfyKind, webPushKind].map((declared) => [declared.kind, declared]),
);
