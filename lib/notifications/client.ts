import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  AlertChannel,
  AlertChannelList,
  AlertChannelMade,
  AlertChannelSecret,
  ChannelTest,
  CreateChannelInput,
  CreateWebhookInput,
  DeliveryDetail,
  DeliveryList,
  DeliveryState,
  MailState,
  PasswordLinkMailed,
  PushBrowser,
  Retried,
  RotateSecretInput,
  SubscribeBrowserInput,
  UpdateChannelInput,
  UpdateWebhookInput,
  Webhook,
  WebhookList,
  WebhookSecret,
  WebPush,
} from "#lib/notifications/schema";
import { apiGet, apiSend } from "#lib/universal/api-client";

type Filter = { state?: DeliveryState; limit?: number };

/** Query keys of webhooks, mail and deliveries. `all` is what `webhook:changed` and `notification:delivered` make stale. */
export const notificationKeys = {
  all: ["notifications"] as const,
  webhooks: ["notifications", "webhooks"] as const,
  webhook: (id: string) => [...notificationKeys.webhooks, id] as const,
  deliveries: (id: string, filter: Filter) => [...notificationKeys.all, "deliveries", id, filter] as const,
  delivery: (id: string) => [...notificationKeys.all, "delivery", id] as const,
  channels: ["notifications", "channels"] as const,
  channel: (id: string) => [...notificationKeys.channels, id] as const,
  channelDeliveries: (id: string) => [...notificationKeys.all, "channel-deliveries", id] as const,
  webPush: ["notifications", "web-push"] as const,
  mailState: ["notifications", "mail-state"] as const,
  mail: (filter: Filter) => [...notificationKeys.all, "mail", filter] as const,
};

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};
const one = (id: string) => `/api/v1/admin/webhooks/${encodeURIComponent(id)}`;

/** Endpoints with their health; needs `settings:read`, as everything here. */
export function webhooksQuery() {
  return infiniteQueryOptions({
    queryKey: notificationKeys.webhooks,
    queryFn: ({ pageParam, signal }) => apiGet<WebhookList>("/api/v1/admin/webhooks", { cursor: pageParam }, signal),
    ...paged,
  });
}

export function webhookQuery(id: string) {
  return queryOptions({ queryKey: notificationKeys.webhook(id), queryFn: () => apiGet<Webhook>(one(id)) });
}

export function webhookDeliveriesQuery(id: string, filter: Filter = {}) {
  return infiniteQueryOptions({
    queryKey: notificationKeys.deliveries(id, filter),
    queryFn: ({ pageParam, signal }) => apiGet<DeliveryList>(`${one(id)}/deliveries`, { ...filter, cursor: pageParam }, signal),
    ...paged,
  });
}

export function deliveryQuery(id: string) {
  return queryOptions({ queryKey: notificationKeys.delivery(id), queryFn: () => apiGet<DeliveryDetail>(`/api/v1/admin/deliveries/${id}`) });
}

export function mailStateQuery() {
  return queryOptions({ queryKey: notificationKeys.mailState, queryFn: () => apiGet<MailState>("/api/v1/admin/mail") });
}

export function mailQuery(filter: Filter = {}) {
  return infiniteQueryOptions({
    queryKey: notificationKeys.mail(filter),
    queryFn: ({ pageParam, signal }) => apiGet<DeliveryList>("/api/v1/admin/mail/deliveries", { ...filter, cursor: pageParam }, signal),
    ...paged,
  });
}

/** Writes: after success invalidate `notificationKeys.all`. */
export function createWebhookRequest(input: CreateWebhookInput): Promise<WebhookSecret> {
  return apiSend<WebhookSecret>("POST", "/api/v1/admin/webhooks", input);
}

export function updateWebhookRequest({ id, ...changes }: UpdateWebhookInput): Promise<Webhook> {
  return apiSend<Webhook>("PATCH", one(id), changes);
}

export function deleteWebhookRequest(id: string): Promise<void> {
  return apiSend("DELETE", one(id));
}

export function rotateWebhookSecretRequest({ id, ...input }: RotateSecretInput): Promise<WebhookSecret> {
  return apiSend<WebhookSecret>("POST", `${one(id)}/rotate-secret`, input);
}

export function testWebhookRequest(id: string): Promise<DeliveryDetail> {
  return apiSend<DeliveryDetail>("POST", `${one(id)}/test`, {});
}

export function resumeWebhookRequest(id: string): Promise<Webhook> {
  return apiSend<Webhook>("POST", `${one(id)}/resume`, {});
}

export function retryWebhookDeliveriesRequest(id: string): Promise<Retried> {
  return apiSend<Retried>("POST", `${one(id)}/retry-dead`, {});
}

export function retryDeliveryRequest(id: string): Promise<DeliveryDetail> {
  return apiSend<DeliveryDetail>("POST", `/api/v1/admin/deliveries/${id}/retry`, {});
}

export function sendTestMailRequest(to: string): Promise<DeliveryDetail> {
  return apiSend<DeliveryDetail>("POST", "/api/v1/admin/mail/test", { to });
}

/** Mails an account a link to set a password. */
export function mailPasswordLinkRequest(userId: string): Promise<PasswordLinkMailed> {
  return apiSend<PasswordLinkMailed>("POST", `/api/v1/admin/users/${encodeURIComponent(userId)}/password-link/mail`, {});
}

const channelPath = (id: string) => `/api/v1/monitoring/channels/${encodeURIComponent(id)}`;

/** Channels of alerts with their health; needs `monitoring:read`, as its log does. */
export function channelsQuery() {
  return queryOptions({
    queryKey: notificationKeys.channels,
    queryFn: ({ signal }) => apiGet<AlertChannelList>("/api/v1/monitoring/channels", { limit: 500 }, signal),
  });
}

export function channelQuery(id: string) {
  return queryOptions({ queryKey: notificationKeys.channel(id), queryFn: () => apiGet<AlertChannel>(channelPath(id)) });
}

/** What was sent, waits and was given up, newest first. */
export function channelDeliveriesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: notificationKeys.channelDeliveries(id),
    queryFn: ({ pageParam, signal }) => apiGet<DeliveryList>(`${channelPath(id)}/deliveries`, { limit: 20, cursor: pageParam }, signal),
    ...paged,
  });
}

export function createChannelRequest(input: CreateChannelInput): Promise<AlertChannelMade> {
  return apiSend<AlertChannelMade>("POST", "/api/v1/monitoring/channels", input);
}

export function updateChannelRequest({ id, ...changes }: UpdateChannelInput): Promise<AlertChannel> {
  return apiSend<AlertChannel>("PATCH", channelPath(id), changes);
}

export function deleteChannelRequest(id: string): Promise<void> {
  return apiSend("DELETE", channelPath(id));
}

/** Sends now and answers what really came of it, within 10 s. */
export function testChannelRequest(id: string): Promise<ChannelTest> {
  return apiSend<ChannelTest>("POST", `${channelPath(id)}/test`, {});
}

/** Makes a new signing secret, which is shown this once. */
export function rotateChannelSecretRequest({ id, ...input }: RotateSecretInput): Promise<AlertChannelSecret> {
  return apiSend<AlertChannelSecret>("POST", `${channelPath(id)}/rotate-secret`, input);
}

const webPushPath = "/api/v1/monitoring/web-push";

/** What a browser needs to subscribe, and one's own that have; needs `monitoring:read`. */
export function webPushQuery() {
  return queryOptions({ queryKey: notificationKeys.webPush, queryFn: ({ signal }) => apiGet<WebPush>(webPushPath, {}, signal) });
}

export function subscribeBrowserRequest(input: SubscribeBrowserInput): Promise<PushBrowser> {
  return apiSend<PushBrowser>("POST", `${webPushPath}/browsers`, input);
}

export function unsubscribeBrowserRequest(id: string): Promise<void> {
  return apiSend("DELETE", `${webPushPath}/browsers/${encodeURIComponent(id)}`);
}
