import { z } from "zod";
import { BytesText, Id, Instant, PlainText } from "#lib/universal/identifiers";
import { Cursor, countedPage, Limit, Offset } from "#lib/universal/paging";

/** A byte count of at least 0 that fits PostgreSQL's bigint, as text. */
const ByteLimit = z
  .string()
  .regex(/^\d{1,19}$/, { abort: true, message: "must be a whole number of bytes as text" })
  .refine((value) => BigInt(value) <= 9_223_372_036_854_775_807n, "must fit 63 bits");

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
