import { operation } from "#lib/auth/operation";
import { AlertChannel, ChannelIdInput } from "#lib/notifications/schema";
import { readChannel } from "./internal/channel-row.ts";

/** @throws DomainError not_found */
export const showChannel = operation(
  { name: "showChannel", summary: "Show a channel", policy: "monitoring:read", input: ChannelIdInput, output: AlertChannel },
  (ctx, { id }) => readChannel(ctx.db, id),
);
