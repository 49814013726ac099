import { type CountQueuedPackagesRequest, type PackageQueueManage, QueueStatus } from "#generated/proto/telecom_pb";
import { adjustQuota } from "#lib/package-queue/adjust-quota";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { countQueueItems } from "#lib/package-queue/count-queue-items";
import { enqueuePackage, statusOfEnqueue } from "#lib/package-queue/enqueue-package";
import { listPackages } from "#lib/package-queue/list-packages";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { reorderQueue } from "#lib/package-queue/reorder-queue";
import { packageVersion } from "../fields/package-version.ts";
import { pageAnswer, pageOf } from "../fields/paging.ts";
import { queuedPackage } from "../fields/queued-package.ts";
import { wordOf } from "../fields/words.ts";
import { type RpcsOf, rpc } from "../rpc.ts";

export const packageQueueRpcs: RpcsOf<typeof PackageQueueManage> = {
  listQueuedPackages: rpc(
    listQueueItems,
    (request) => ({ ...filterOf(request), ...pageOf(request) }),
    (page) => pageAnswer(page, queuedPackage),
  ),
  countQueuedPackages: rpc(countQueueItems, filterOf, ({ items }) => ({
    items: items.map(({ series, name, ...counts }) => ({ series, name, items: counts })),
  })),
  enqueuePackage: rpc(
    enqueuePackage,
    ({ userId, packageId, series, byOrder }) => ({ userId, packageId, series, byOrder }),
    (item) => ({ item: queuedPackage(item), isNew: statusOfEnqueue(item) === 201 }),
  ),
  cancelQueuedPackage: rpc(cancelQueueItem, ({ id }) => ({ id }), queuedPackage),
  adjustQuota: rpc(
    adjustQuota,
    ({ id, adjustQuota, seen, confirm, reason }) => ({ id, adjustQuota: String(adjustQuota), seen: seen?.toString(), confirm, reason }),
    queuedPackage,
  ),
  reorderQueue: rpc(
    reorderQueue,
    ({ id, before, seen }) => ({ id, before: before ?? null, seen: seen.length === 0 ? undefined : seen }),
    ({ userId, queue }) => ({ userId, queue: queue.map(queuedPackage) }),
  ),
  listPackages: rpc(
    listPackages,
    ({ q, series, onlyMasters, retired, ...page }) => ({
      q,
      series,
      onlyMasters: flag(onlyMasters),
      retired: flag(retired),
      ...pageOf(page),
    }),
    (page) => pageAnswer(page, packageVersion),
  ),
};

type Filter = Omit<CountQueuedPackagesRequest, "$typeName">;

function filterOf({ userId, orderId, packageId, series, status, q }: Filter) {
  return { userId, orderId, packageId, series, status: wordOf(QueueStatus, status), q };
}

/** A yes or no as a query spells it. */
function flag(value: boolean | undefined): "true" | "false" | undefined {
  return value === undefined ? undefined : value ? "true" : "false";
}
