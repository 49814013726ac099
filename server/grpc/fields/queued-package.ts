import type { MessageInitShape } from "@bufbuild/protobuf";
import { ConsumedBy, type QueuedPackageSchema, QueueStatus } from "#generated/proto/telecom_pb";
import type { QueueItem } from "#lib/package-queue/schema";
import { timestamp } from "./instant.ts";
import { int64s } from "./int64.ts";
import { numberOf } from "./words.ts";

export function queuedPackage(item: QueueItem): MessageInitShape<typeof QueuedPackageSchema> {
  return {
    id: item.id,
    userId: item.userId,
    uid: item.uid,
    userEmail: item.userEmail,
    packageId: item.packageId,
    series: item.series,
    packageName: item.packageName,
    byOrder: item.byOrder ?? "",
    status: numberOf(QueueStatus, item.status),
    consumedBy: numberOf(ConsumedBy, item.consumedBy),
    createdAt: timestamp(item.createdAt),
    activatedAt: timestamp(item.activatedAt),
    expiresAt: timestamp(item.expiresAt),
    endedAt: timestamp(item.endedAt),
    ...int64s({ trafficLimit: item.trafficLimit, adjustQuota: item.adjustQuota }),
    used: int64s(item.used),
  };
}
