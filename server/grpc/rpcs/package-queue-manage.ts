import { type PackageQueueManage, QueueStatus } from "#generated/proto/telecom_pb";
import { cancelQueueItem } from "#lib/package-queue/cancel-queue-item";
import { enqueuePackage, statusOfEnqueue } from "#lib/package-queue/enqueue-package";
import { listPackages } from "#lib/package-queue/list-packages";
import { listQueueItems } from "#lib/package-queue/list-queue-items";
import { packageVersion } from "../fields/package-version.ts";
import { pageAnswer, pageOf } from "../fields/paging.ts";
import { queuedPackage } from "../fields/queued-package.ts";
import { wordOf } from "../fields/words.ts";
import { type RpcsOf, rpc } from "../rpc.ts";

export const packageQueueRpcs: RpcsOf<typeof PackageQueueManage> = {
  listQueuedPackages: rpc(
    listQueueItems,
    ({ userId, orderId, packageId, status, ...page }) => ({
      userId,
      orderId,
      packageId,
      status: wordOf(QueueStatus, status),
      ...pageOf(page),
    }),
    (page) => pageAnswer(page, queuedPackage),
  ),
  enqueuePackage: rpc(
    enqueuePackage,
    ({ userId, packageId, series, byOrder }) => ({ userId, packageId, series, byOrder }),
    (item) => ({ item: queuedPackage(item), isNew: statusOfEnqueue(item) === 201 }),
  ),
  cancelQueuedPackage: rpc(cancelQueueItem, ({ id }) => ({ id }), queuedPackage),
  listPackages: rpc(
    listPackages,
    ({ series, ...page }) => ({ series, ...pageOf(page) }),
    (page) => pageAnswer(page, packageVersion),
  ),
};
