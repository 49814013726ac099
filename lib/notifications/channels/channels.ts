import type { Channel } from "./channel.ts";
import { emailChannel } from "./email.ts";
import { webhookChannel } from "./webhook.ts";

/** Every kind of target there is, by `notification_target.kind`. */
export const channels = { webhook: webhookChannel, email: emailChannel } as const satisfies Record<string, Channel>;

export function channelOf(kind: string): Channel | undefined {
  return Object.hasOwn(channels, kind) ? channels[kind as keyof typeof channels] : undefined;
}
