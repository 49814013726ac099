import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { type Package, PackageIdInput } from "#lib/package-queue/schema";
import { announcePackage, fieldsOf, lockPackage } from "./internal/change-package.ts";
import { passMaster } from "./internal/pass-master.ts";
import { itemsAt } from "./internal/queue-item-row.ts";

const Bought = z.object({ active: column.count, in_queue: column.count, was_bought: z.boolean() });
const Id = z.object({ id: z.string() });

/**
 * Deletes a version that nobody ever bought, of a series that nobody is using. When it was the master, the highest version
 * that remains is the master from that moment.
 * @throws DomainError not_found, wrong_state while the series is running or when it was ever bought: retire it instead
 */
export const deletePackage = operation(
  {
    name: "deletePackage",
    summary: "Delete a package that was never bought",
    policy: "packages:write",
    input: PackageIdInput,
    output: z.undefined(),
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const before = await lockPackage(tx, ctx, id);
      await refuseInUse(tx, ctx.now, before);
      await tx.prisma.package.delete({ where: { id } });
      const [heir] = before.isMaster
        ? await tx.rows(sql`select id from package where series = ${before.series}::uuid order by version desc limit 1`, Id)
        : [];
      if (heir) {
        await passMaster(tx, before.series, heir.id);
        const master = { before: { isMaster: false }, after: { isMaster: true } };
        await audit(tx, ctx, { action: "package.inherit-master", subjectKind: "package", subjectId: heir.id, ...master });
      }
      await audit(tx, ctx, { action: "package.delete", subjectKind: "package", subjectId: id, before: fieldsOf(before) });
      announcePackage(tx, ctx, before);
      return undefined;
    }),
);

/** Under the series' lock, so that nobody buys between this answer and the deletion. */
async function refuseInUse(tx: SqlTransaction, now: Date, { id, series, version, retiredAt }: Package): Promise<void> {
  const [bought] = await tx.rows(
    sql`select count(*) filter (where q.status = 'active') as active, count(*) filter (where q.status = 'in_queue') as in_queue,
      exists (select 1 from package_queue where package_id = ${id}::uuid) as was_bought
    from ${itemsAt(now)} q join package p on p.id = q.package_id where p.series = ${series}::uuid and q.status in ('active', 'in_queue')`,
    Bought,
  );
  if (!bought) throw new Error("The items were not counted");
  const { active, in_queue: inQueue, was_bought: wasBought } = bought;
  const state = { active, inQueue, wasBought, retiredAt };
  const instead = retiredAt
    ? "It is retired: nobody can buy it any more"
    : "Retire it instead: nobody can buy it any more, what was bought goes on";
  if (active + inQueue > 0) {
    const detail = `The series is running: ${active} active, ${inQueue} waiting. ${instead}`;
    throw new DomainError("wrong_state", detail, { state });
  }
  if (!wasBought) return;
  throw new DomainError("wrong_state", `Version ${version} was bought: the ledger refers to it for ever. ${instead}`, { state });
}
