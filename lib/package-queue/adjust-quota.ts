import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { AdjustQuotaInput, QueueItem } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { roomsOfQueue } from "./internal/announce-queue.ts";
import { lockQueueOfItem } from "./internal/lock-queue.ts";
import { presentItem } from "./internal/queue-item-row.ts";
import { quotaConsequence } from "./internal/quota-consequence.ts";
import { renewWarnings } from "./internal/renew-warnings.ts";
import { ledgerBytes } from "./internal/running-items.ts";
import { settleQueue } from "./internal/settle-queue.ts";

/**
 * Sets what is added to (or taken from) an item's limit, in billed bytes. An item that the ledger says is used up by the
 * new quota ends at once and the next starts; that wants `confirm`, and without it the answer is what would have
 * happened: the change is made, looked at and undone. An item that has ended stays as it ended, whatever its quota.
 * @throws DomainError not_found, wrong_state with the item when it has ended, conflict with the item when `seen` is not its
 *   adjustment any more, confirmation_required with `QuotaConsequence`
 */
export const adjustQuota = operation(
  {
    name: "adjustPackageQuota",
    summary: "Add to or take from the quota of a queued package",
    policy: "packages:write",
    input: AdjustQuotaInput,
    output: QueueItem,
  },
  async (ctx, { id, adjustQuota: wanted, seen, confirm = false, reason }) =>
    transaction(ctx.db, async (tx) => {
      const userId = await lockQueueOfItem(tx, id);
      // First what is due anyway, so that what follows is the adjustment's doing alone.
      await settleQueue(tx, ctx.now, userId);
      const before = await presentItem(tx, ctx.now, id);
      if (before.status !== "in_queue" && before.status !== "active")
        throw new DomainError("wrong_state", "This item has ended already; its quota changes nothing", { state: before });
      if (seen !== undefined && BigInt(before.adjustQuota) !== BigInt(seen))
        throw new DomainError("conflict", "Somebody else has adjusted this quota since it was looked at", { state: before });
      if (BigInt(before.adjustQuota) === BigInt(wanted)) return before;
      await tx.execute(sql`
        update package_queue set adjust_quota = ${BigInt(wanted)}::bigint where id = ${id}::uuid and status in ('in_queue', 'active')`);
      if (before.status === "active") await settleQueue(tx, ctx.now, userId, ledgerBytes);
      const after = await presentItem(tx, ctx.now, id);
      const consequence = await quotaConsequence(tx, ctx.now, before, after);
      if (consequence && !confirm)
        throw new DomainError("confirmation_required", `${consequence.effect}. Send confirm: true to do it`, { state: consequence });
      await renewWarnings(tx, ctx.now, id);
      await audit(tx, ctx, {
        action: "package-queue.adjust-quota",
        subjectKind: "package-queue",
        subjectId: id,
        before,
        after: { ...after, ...(reason && { reason }) },
      });
      publish(tx, ctx.now, "package:queue-changed", roomsOfQueue(userId), { userId, queueItemId: id });
      return after;
    }),
);
