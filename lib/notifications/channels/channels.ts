import type { Channel } from "./channel.ts";
import { discordChannel } from "./discord.ts";
import { emailChannel } from "./email.ts";
import { ntfyChannel } from "./ntfy.ts";
import { slackChannel } from "./slack.ts";
import { telegramChannel } from "./telegram.ts";
import { webPushChannel } from "./web-push.ts";
import { webhookChannel } from "./webhook.ts";

/** Every kind of target there is, by `notification_target.kind`. Webhooks of alert channels are kept apart from people's endpoints. */
export const channels = {
  webhook: webhookChannel,
  alert_webhook: { ...webhookChannel, canPause: false },
  email: emailChannel,
  slack: slackChannel,
  discord: discordChannel,
  telegram: telegramChannel,
  ntfy: ntfyChannel,
  // Of browsers, by push service; and a channel's own, which is told only that it reaches nobody.
  push_service: webPushChannel,
  web_push: webPushChannel,
} as const satisfies Record<string, Channel>;

export function channelOf(kind: string): Channel | undefined {
  return Object.hasOwn(channels, kind) ? channels[kind as keyof typeof channels] : undefined;
}
