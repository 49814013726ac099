import type { ChannelKindName } from "#lib/notifications/schema";

/** Kinds as people call them. */
export const kindWords: Record<ChannelKindName, string> = {
  email: "E-mail",
  webhook: "Webhook",
  slack: "Slack",
  discord: "Discord",
  telegram: "Telegram",
  ntfy: "ntfy",
  web_push: "Web Push",
};
