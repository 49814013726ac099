import { z } from "zod";
import { Delivery } from "#lib/notifications/schema";
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

/** How many purchased items there are in each status; an active one whose time is over counts as consumed. */
export const ItemCounts = z.object({
  inQueue: z.number().int(),
  active: z.number().int(),
  consumed: z.number().int(),
  cancelled: z.number().int(),
});
export type ItemCounts = z.infer<typeof ItemCounts>;

/** What can be bought: one version of a series. `trafficLimit` in billed bytes. Nobody can buy it once it is retired. */
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
  items: ItemCounts,
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
/** A yes or no in a query. */
const Flag = z.enum(["true", "false"]).transform((value) => value === "true");
/** Part of a name in either case, or a whole id or series. */
const PackageText = PlainText.max(120).optional();

export const ListPackagesInput = z.strictObject({
  q: PackageText,
  series: Id.optional(),
  onlyMasters: Flag.optional(),
  retired: Flag.optional(),
  limit: Limit,
  offset: Offset,
  cursor: Cursor.optional(),
});
export const PackageList = countedPage(Package);
export const PackageIdInput = z.strictObject({ id: Id });

/** The versions of one package: what is sold by the series' name (`master`), and the items of all versions together. */
export const PackageSeries = z.object({
  series: Id,
  master: Package,
  versions: z.number().int(),
  items: ItemCounts,
});
export type PackageSeries = z.infer<typeof PackageSeries>;
/** `q` looks at the masters and at ids of any version; `retired` is the master's: whether the series is sold. */
export const ListPackageSeriesInput = z.strictObject({
  q: PackageText,
  retired: Flag.optional(),
  limit: Limit,
  cursor: Cursor.optional(),
});
export const PackageSeriesList = page(PackageSeries);
export type PackageSeriesList = z.infer<typeof PackageSeriesList>;

/** Terms are named so that the answer can say why they never change. */
const Term = z.unknown().optional().meta({ description: "Refused with 422: changed terms are a new version of the series" });
export const UpdatePackageInput = z.strictObject({
  id: Id,
  name: CreatePackageInput.shape.name.optional(),
  trafficLimit: Term,
  expireSeconds: Term,
  availableGroup: Term,
  maxClientNumber: Term,
});

/** One bought package of one user. `used` is what the ledger holds for it, in billed bytes. */
export const QueueItem = z.object({
  id: Id,
  userId: Id,
  uid: z.number().int(),
  userEmail: z.string(),
  packageId: Id,
  series: Id,
  packageName: z.string(),
  byOrder: z.string().nullable(),
  status: QueueStatus,
  consumedBy: z.enum(["traffic", "time"]).nullable(),
  createdAt: Instant,
  activatedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  trafficLimit: BytesText,
  /** How long it lasts from its start. */
  expireSeconds: z.number().int(),
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
/** `orderId` is an item's `byOrder`; `q` finds parts of the user's e-mail; `status` is what an item is now. */
export const QueueFilter = z.strictObject({
  userId: Id.optional(),
  orderId: PlainText.max(200).optional(),
  packageId: Id.optional(),
  series: Id.optional(),
  status: QueueStatus.optional(),
  q: PlainText.max(120).optional(),
});
export type QueueFilter = z.input<typeof QueueFilter>;
export const ListQueueInput = QueueFilter.extend({ limit: Limit, offset: Offset, cursor: Cursor.optional() });
/** `isTotalExact` false: there are `total` or more, because `q` finds too many users to count their items. */
export const QueueItemList = countedPage(QueueItem).extend({ isTotalExact: z.boolean() });
export type QueueItemList = z.infer<typeof QueueItemList>;

/** Items of one series, all versions together, by what they are now; `name` is its master's. */
const SeriesCount = z.object({
  series: Id,
  name: z.string(),
  inQueue: z.number().int(),
  active: z.number().int(),
  consumed: z.number().int(),
  cancelled: z.number().int(),
});
export type SeriesCount = z.infer<typeof SeriesCount>;
export const QueueCounts = z.object({ items: z.array(SeriesCount) });
export type QueueCounts = z.infer<typeof QueueCounts>;

/** Bytes that are added to a package's limit, negative to take some away, as text. */
const ByteAdjustment = z
  .string()
  .regex(/^-?\d{1,19}$/, { abort: true, message: "must be a whole number of bytes as text, with - to take some away" })
  .refine((value) => BigInt.asIntN(64, BigInt(value)) === BigInt(value), "must fit 64 bits");
/**
 * `adjustQuota` replaces the present adjustment; with `seen`, only if that is still what the caller saw. `confirm` is asked
 * for when the item would end by it.
 */
export const AdjustQuotaInput = z.strictObject({
  id: Id,
  adjustQuota: ByteAdjustment,
  seen: ByteAdjustment.optional(),
  confirm: z.boolean().optional(),
  reason: PlainText.pipe(z.string().trim().min(1).max(500)).optional(),
});
/**
 * The `state` of a 409 `confirmation_required`: exactly what would happen, `effect` in words. `next` starts when the item
 * ends, null: nothing does.
 */
export const QuotaConsequence = z.object({
  effect: z.string(),
  item: QueueItem,
  quota: BytesText,
  used: BytesText,
  ends: z.enum(["now", "when_it_starts"]),
  next: QueueItem.nullable(),
});
export type QuotaConsequence = z.infer<typeof QuotaConsequence>;

/**
 * `before`: the waiting item of the same user that it goes in front of; null: to the end. `seen`: the ids that wait, in
 * the order the caller saw; when the queue is another by now, nothing is moved.
 */
export const ReorderQueueInput = z.strictObject({ id: Id, before: Id.nullable(), seen: z.array(Id).max(10_000).optional() });
/** What waits of one user, in the order in which it will start. */
export const WaitingQueue = z.object({ userId: Id, queue: z.array(QueueItem) });
export type WaitingQueue = z.infer<typeof WaitingQueue>;
export const QueueItemIdInput = z.strictObject({ id: Id });

/** What a user is told once about an active item: share of the quota used, time left. */
export const PackageWarningKind = z.enum(["used_80", "used_95", "expires_7d", "expires_1d"]);
export type PackageWarningKind = z.infer<typeof PackageWarningKind>;

/**
 * The user's own packages. `forecastEmptyAt` from the last 7 days' billed traffic; null when it will not run out.
 * `warnings` are those given about the active item, in their order. `queue` in the order in which it will start.
 */
export const UserPackagesInput = z.strictObject({ userId: Id.optional() });
export const UserPackages = z.object({
  active: QueueItem.extend({
    quota: BytesText,
    usedTotal: BytesText,
    left: BytesText,
    usedShare: z.number(),
    forecastEmptyAt: Instant.nullable(),
    warnings: z.array(z.object({ kind: PackageWarningKind, at: Instant })),
  }).nullable(),
  queue: z.array(QueueItem),
  past: z.array(QueueItem),
});
export type UserPackages = z.infer<typeof UserPackages>;

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
  userEmail: z.string(),
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
  userId: Id.optional(),
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
export type ListBillingEventsInput = z.input<typeof ListBillingEventsInput>;

/** What an event did: the item it is about as it is now, and where it was sent to (null without `settings:read`). */
export const BillingEventDetail = BillingEvent.extend({ item: QueueItem.nullable(), deliveries: z.array(Delivery).nullable() });
export type BillingEventDetail = z.infer<typeof BillingEventDetail>;

/** How many events there are in each state; 10,001 stands for more than 10,000, which are not counted. */
export const BillingEventCounts = z.object({
  queued: z.number().int(),
  done: z.number().int(),
  dead: z.number().int(),
  /** Since when the first of those that wait does. */
  oldestQueuedAt: Instant.nullable(),
  /** The newest event of all. */
  last: z.object({ seq: z.string(), createdAt: Instant }).nullable(),
});
export type BillingEventCounts = z.infer<typeof BillingEventCounts>;
export const EventsInput = z.strictObject({});
export const EventsRetried = z.object({ retried: z.number().int() });
export type EventsRetried = z.infer<typeof EventsRetried>;
