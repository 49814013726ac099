import { z } from "zod";
import { Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

/** What an outside system may ask to be told. The names of the outside world for billing, ours for the rest. */
export const WebhookEventType = z.enum([
  "UserUsageBillingEvent",
  "PackageExpiringEvent",
  "package.warning",
  "package.activated",
  "package.consumed",
]);
export type WebhookEventType = z.infer<typeof WebhookEventType>;

/** `waiting` for its first or next attempt, `sent`, or `dead`: given up, until somebody tries it again. */
export const DeliveryState = z.enum(["waiting", "sent", "dead"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One try. `isSuccess` is null while it is under way, or when the process that tried was killed. */
export const DeliveryAttempt = z.object({
  number: z.number().int(),
  startedAt: Instant,
  durationMs: z.number().int().nullable(),
  isSuccess: z.boolean().nullable(),
  /** The HTTP status, or the mail server's reply code; null without an answer. */
  statusCode: z.number().int().nullable(),
  error: z.string().nullable(),
  /** The first 1,000 characters of the answer. */
  response: z.string().nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** Something to be sent to one target. `messageId` is what the receiver knows it by, the same in every attempt. */
export const Delivery = z.object({
  id: Id,
  targetId: Id,
  /** The URL, or "Mail server". */
  targetName: z.string(),
  messageId: Id,
  topic: z.string(),
  /** The address, of mail. */
  recipient: z.string().nullable(),
  /** The subject line, of mail. */
  subject: z.string().nullable(),
  state: DeliveryState,
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  isBeingSent: z.boolean(),
  createdAt: Instant,
  /** Null when nothing is tried by itself any more. */
  nextAttemptAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  lastError: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** A delivery with what is sent and every attempt, the first one first. */
export const DeliveryDetail = Delivery.extend({
  payload: z.record(z.string(), z.unknown()),
  log: z.array(DeliveryAttempt),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
export const DeliveryList = page(Delivery);
export type DeliveryList = z.infer<typeof DeliveryList>;
export const DeliveryIdInput = z.strictObject({ id: Id });

const deliveryFilter = { state: DeliveryState.optional(), limit: Limit, cursor: Cursor.optional() };
/** Newest first. */
export const ListWebhookDeliveriesInput = z.strictObject({ id: Id, ...deliveryFilter });
export type ListWebhookDeliveriesInput = z.input<typeof ListWebhookDeliveriesInput>;
export const ListMailInput = z.strictObject(deliveryFilter);
export type ListMailInput = z.input<typeof ListMailInput>;

/** How many were tried again. */
export const Retried = z.object({ retried: z.number().int() });
export type Retried = z.infer<typeof Retried>;

// ── webhooks ──────────────────────────────────────────────────────────────────────────────────
/**
 * How an endpoint is: `ok` (the last attempt was a success), `failing` (the last ones failed, it is tried on), `paused` (failing
 * for 3 days or gone: deliveries wait until somebody resumes it), `disabled` by a person, `unknown` (nothing was sent yet).
 */
export const TargetHealth = z.enum(["ok", "failing", "paused", "disabled", "unknown"]);
export type TargetHealth = z.infer<typeof TargetHealth>;

/** How a target is and what waits for it. */
const health = {
  health: TargetHealth,
  /** Failed attempts since the last success. */
  failures: z.number().int(),
  failingSince: Instant.nullable(),
  lastSuccessAt: Instant.nullable(),
  lastError: z.string().nullable(),
  waiting: z.number().int(),
  dead: z.number().int(),
};

/** An endpoint of an outside system. Its secret is shown once. */
export const Webhook = z.object({
  id: Id,
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(WebhookEventType),
  isEnabled: z.boolean(),
  createdAt: Instant,
  /** Why it was paused, and since when. */
  pausedAt: Instant.nullable(),
  pausedReason: z.string().nullable(),
  /** Until when signatures are made with the secret before the present one too. */
  previousSecretUntil: Instant.nullable(),
  ...health,
});
export type Webhook = z.infer<typeof Webhook>;

const Url = PlainText.max(2_048).trim();
const Description = PlainText.max(200).trim();
/** Without repetition, in the order of the closed list. */
const EventTypes = z
  .array(WebhookEventType)
  .min(1, "choose at least one event")
  .transform((asked) => WebhookEventType.options.filter((type) => asked.includes(type)));

export const CreateWebhookInput = z.strictObject({
  url: Url,
  description: Description.default(""),
  eventTypes: EventTypes,
  isEnabled: z.boolean().default(true),
});
export type CreateWebhookInput = z.input<typeof CreateWebhookInput>;
/** `secret` (`whsec_…`) is shown this once; the receiver verifies signatures with it. */
export const WebhookSecret = Webhook.extend({ secret: z.string() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const UpdateWebhookInput = z.strictObject({
  id: Id,
  url: Url.optional(),
  description: Description.optional(),
  eventTypes: EventTypes.optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateWebhookInput = z.input<typeof UpdateWebhookInput>;
export const WebhookIdInput = z.strictObject({ id: Id });
/** For `overlapSeconds` (default a day, at most a week) the former secret signs too. 0: it ends at once. */
export const RotateSecretInput = z.strictObject({ id: Id, overlapSeconds: z.number().int().min(0).max(604_800).default(86_400) });
export type RotateSecretInput = z.input<typeof RotateSecretInput>;

/** In the order of their creation. */
export const ListWebhooksInput = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export const WebhookList = page(Webhook);
export type WebhookList = z.infer<typeof WebhookList>;

// ── mail ──────────────────────────────────────────────────────────────────────────────────────
/** The mail server as it is configured, without its password, and how it is. */
export const MailState = z.object({
  isConfigured: z.boolean(),
  host: z.string().nullable(),
  port: z.number().int().nullable(),
  from: z.string().nullable(),
  ...health,
});
export type MailState = z.infer<typeof MailState>;
export const NoInput = z.strictObject({});
export const NoOutput = z.undefined();
export const SendTestMailInput = z.strictObject({
  to: PlainText.max(254).trim().pipe(z.email("must be an e-mail address such as ada@example.org")),
});

/** Where the link was mailed to; `deliveryId` shows whether it has left. */
export const PasswordLinkMailed = z.object({ to: z.string(), expiresAt: Instant, deliveryId: Id });
export type PasswordLinkMailed = z.infer<typeof PasswordLinkMailed>;

// ── channels of alerts ────────────────────────────────────────────────────────────────────────
export const ChannelKindName = z.enum(["email", "webhook", "slack", "discord", "telegram", "ntfy", "web_push"]);
export type ChannelKindName = z.infer<typeof ChannelKindName>;

/** A way to tell people. `config` has no secrets; `address` says where it leads to. */
export const AlertChannel = z.object({
  id: Id,
  name: z.string(),
  kind: ChannelKindName,
  address: z.string(),
  config: z.record(z.string(), z.unknown()),
  isEnabled: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Of a webhook: until when signatures are made with the secret before the present one too. */
  previousSecretUntil: Instant.nullable(),
  ...health,
});
export type AlertChannel = z.infer<typeof AlertChannel>;
/** `secret` (`whsec_…`): of a webhook, to verify its signatures; shown this once. */
export const AlertChannelMade = AlertChannel.extend({ secret: z.string().optional() });
export type AlertChannelMade = z.infer<typeof AlertChannelMade>;

const ChannelName = PlainText.pipe(z.string().trim().min(1).max(80));
const Values = z.record(z.string().max(64), z.unknown());
/** `config` and `secrets` as the kind declares them: email `recipients`; webhook `url`; slack, discord secret `url`; telegram `chatId`, secret `botToken`; ntfy `topic`, `serverUrl`, secret `token`; web_push `recipients`, accounts by e-mail address, none for everybody who asked. */
export const CreateChannelInput = z.strictObject({
  name: ChannelName,
  kind: ChannelKindName,
  config: Values.default({}),
  secrets: Values.default({}),
  isEnabled: z.boolean().default(true),
});
export type CreateChannelInput = z.input<typeof CreateChannelInput>;
/** What is left out stays; `config` and `secrets` are replaced whole. Another server (`apiUrl`, `serverUrl`) needs `secrets` too. */
export const UpdateChannelInput = z.strictObject({
  id: Id,
  name: ChannelName.optional(),
  config: Values.optional(),
  secrets: Values.optional(),
  isEnabled: z.boolean().optional(),
});
export type UpdateChannelInput = z.input<typeof UpdateChannelInput>;
export const ChannelIdInput = z.strictObject({ id: Id });
export const ListChannelsInput = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export const AlertChannelList = page(AlertChannel);
export type AlertChannelList = z.infer<typeof AlertChannelList>;
export const ListChannelDeliveriesInput = z.strictObject({ id: Id, ...deliveryFilter });

/** What really came of a test: a mail channel sends one to each recipient, and is well when each was taken. */
export const ChannelTest = z.object({
  isSuccess: z.boolean(),
  durationMs: z.number().int(),
  /** What went wrong, such as "timed out after 10 s"; null after success. */
  error: z.string().nullable(),
  deliveries: z.array(DeliveryDetail),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

/** A channel whose signing secret is new: `secret` (`whsec_…`) is shown this once. */
export const AlertChannelSecret = AlertChannel.extend({ secret: z.string() });
export type AlertChannelSecret = z.infer<typeof AlertChannelSecret>;

// ── Web Push ──────────────────────────────────────────────────────────────────────────────────
/** One of one's own browsers that is told by Web Push. `service`: the host of its push service. */
export const PushBrowser = z.object({ id: Id, label: z.string(), service: z.string(), createdAt: Instant });
export type PushBrowser = z.infer<typeof PushBrowser>;

/**
 * What a browser needs to subscribe, and which of one's own have. `channelCount`: enabled channels of Web Push that reach
 * this account; without any, nothing comes.
 */
export const WebPush = z.object({
  /** The installation's public key (VAPID), base64url: `applicationServerKey`. */
  publicKey: z.string(),
  channelCount: z.number().int(),
  browsers: z.array(PushBrowser),
});
export type WebPush = z.infer<typeof WebPush>;

const base64Url = (bytes: number) =>
  PlainText.pipe(z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((bytes * 4) / 3)}}$`), `must be ${bytes} bytes as base64url`));

/** A subscription as the browser's `PushSubscription` has it. Source: w3.org/TR/push-api. */
export const SubscribeBrowserInput = z.strictObject({
  /** Where its push service takes messages. Whoever knows it and the keys can write: it is sealed and never shown. */
  endpoint: PlainText.max(2_048),
  /** Its public key: an uncompressed point of P-256. */
  p256dh: base64Url(65),
  /** Its authentication secret. */
  auth: base64Url(16),
  /** Our public key that it was made with. */
  publicKey: base64Url(65),
  /** What people call it: "Firefox on Linux". */
  label: PlainText.pipe(z.string().trim().min(1).max(80)),
});
export type SubscribeBrowserInput = z.input<typeof SubscribeBrowserInput>;
export const PushBrowserIdInput = z.strictObject({ id: Id });
