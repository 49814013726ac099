import { z } from "zod";
import { BytesText, Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, countedPage, Limit, Offset, page } from "#lib/universal/paging";

/** A byte count of at least 0 that fits PostgreSQL's bigint, as text. */
const ByteLimit = z
  .string()
  .regex(/^\d{1,19}$/, { abort: true, message: "must be a whole number of bytes as text" })
  .refine((value) => BigInt(value) <= 9_223_372_036_854_775_807n, "must fit 63 bits");

/** Bytes of an event: never negative, of any size. */
const ByteCount = z.string().regex(/^\d{1,30}$/, "must be a whole number of bytes as text");

export const QueueStatus = z.enum(["in_queue", "active", "consumed", "cancelled"]);
export type QueueStatus = z.infer<typeof QueueStatus>;

/** What can be bought: one version of a series. `trafficLimit` in billed bytes. */
export const Package = z.object({
  id: Id,
  series: Id,
  version: z.number().int(),
  isMaster: z.boolean(),
  name: z.string(),
  trafficLimit: BytesText,
  expireSeconds: z.number().int(),
  availableGroup: z.number().int(),
  maxClientNumber: z.number().int(),
  retiredAt: Instant.nullable(),
  createdAt: Instant,
});
export type Package = z.infer<typeof Package>;

/** A known `series` gets a new version, which becomes its master; none starts a new series. */
export const CreatePackageInput = z.strictObject({
  name: PlainText.pipe(z.string().trim().min(1).max(120)),
  trafficLimit: ByteLimit,
  expireSeconds: z.number().int().min(60).max(315_360_000),
  availableGroup: z.number().int().min(0).max(2_147_483_647),
  maxClientNumber: z.number().int().min(0).max(1_000_000).optional(),
  series: Id.optional(),
});
export const ListPackagesInput = z.strictObject({ series: Id.optional(), limit: Limit, offset: Offset, cursor: Cursor.optional() });
export const PackageList = countedPage(Package);
export const PackageIdInput = z.strictObject({ id: Id });

/** One bought package of one user. `used` is what the ledger holds for it, in billed bytes. */
export const QueueItem = z.object({
  id: Id,
  userId: Id,
  packageId: Id,
  packageName: z.string(),
  byOrder: z.string().nullable(),
  status: QueueStatus,
  consumedBy: z.enum(["traffic", "time"]).nullable(),
  createdAt: Instant,
  activatedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  trafficLimit: BytesText,
  adjustQuota: BytesText,
  used: z.object({ upload: BytesText, download: BytesText }),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** Name a package, or a series (its master is taken). The same `byOrder` again answers the same item. */
export const EnqueuePackageInput = z
  .strictObject({ userId: Id, packageId: Id.optional(), series: Id.optional(), byOrder: PlainText.min(1).max(200).optional() })
  .refine((input) => (input.packageId === undefined) !== (input.series === undefined), {
    message: "name either packageId or series",
    path: ["packageId"],
  });
export const ListQueueInput = z.strictObject({
  userId: Id.optional(),
  orderId: PlainText.max(200).optional(),
  packageId: Id.optional(),
  status: QueueStatus.optional(),
  limit: Limit,
  offset: Offset,
  cursor: Cursor.optional(),
});
export const QueueItemList = countedPage(QueueItem);
export const QueueItemIdInput = z.strictObject({ id: Id });

/** The user's own packages. `forecastEmptyAt` from the last 7 days' billed traffic; null when it will not run out. */
export const UserPackagesInput = z.strictObject({ userId: Id.optional() });
export const UserPackages = z.object({
  active: QueueItem.extend({
    quota: BytesText,
    usedTotal: BytesText,
    left: BytesText,
    usedShare: z.number(),
    forecastEmptyAt: Instant.nullable(),
  }).nullable(),
  queue: z.array(QueueItem),
  past: z.array(QueueItem),
});
export type UserPackages = z.infer<typeof UserPackages>;

/** What a user is told once about an active item: share of the quota used, time left. */
export const PackageWarningKind = z.enum(["used_80", "used_95", "expires_7d", "expires_1d"]);
export type PackageWarningKind = z.infer<typeof PackageWarningKind>;

// ── billing events ────────────────────────────────────────────────────────────────────────────
export const BillingEventType = z.enum(["UserUsageBillingEvent", "PackageExpiringEvent"]);
export type BillingEventType = z.infer<typeof BillingEventType>;
/** `queued` waits for its effect (or its next attempt), `dead` has failed five times and waits for people. */
export const BillingEventState = z.enum(["queued", "done", "dead"]);
export type BillingEventState = z.infer<typeof BillingEventState>;

/**
 * Billed bytes of one user on one server that a billing run took from the ledger. `package_queue_id` is the item that was
 * active when the traffic moved, null for traffic without a package, which is charged to none.
 */
export const UsageBillingPayload = z.object({
  server_id: z.number().int(),
  user: Id,
  billed_download: ByteCount,
  billed_upload: ByteCount,
  time: Instant,
  package_queue_id: Id.nullable(),
});
export type UsageBillingPayload = z.infer<typeof UsageBillingPayload>;

/** An item whose time was over at `expired_at`; found at `time`. */
export const PackageExpiringPayload = z.object({
  user: Id,
  package_queue_id: Id,
  package_id: Id,
  expired_at: Instant,
  time: Instant,
});
export type PackageExpiringPayload = z.infer<typeof PackageExpiringPayload>;

/** One event. `seq` grows in the order in which events become visible; `payload` as on its route, see `UsageBillingPayload`. */
export const BillingEvent = z.object({
  id: Id,
  seq: z.string(),
  route: z.string(),
  type: BillingEventType,
  userId: Id,
  payload: z.record(z.string(), z.unknown()),
  createdAt: Instant,
  state: BillingEventState,
  /** Attempts that failed. */
  attempts: z.number().int(),
  /** When a queued event is tried (again); null for the others. */
  nextAttemptAt: Instant.nullable(),
  lastError: z.string().nullable(),
  consumedAt: Instant.nullable(),
});
export type BillingEvent = z.infer<typeof BillingEvent>;

/** Newest first; with `after` (a `seq`, 0 for all there are) oldest first from there: how outside systems follow. */
export const ListBillingEventsInput = z.strictObject({
  state: BillingEventState.optional(),
  type: BillingEventType.optional(),
  after: z
    .string()
    .regex(/^\d{1,18}$/, "must be the seq of an event")
    .optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export const BillingEventList = page(BillingEvent);
export type BillingEventList = z.infer<typeof BillingEventList>;
export const BillingEventIdInput = z.strictObject({ id: Id });
