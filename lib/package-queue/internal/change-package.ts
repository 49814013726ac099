import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { type Transaction, transaction } from "#lib/core/transaction";
import type { Package } from "#lib/package-queue/schema";
import { publish } from "#lib/realtime/publish";
import { lockSeries } from "./lock-series.ts";
import { readPackage } from "./package-row.ts";

/**
 * Changes one package while nobody else changes or buys from its series. `change` gets the package as it is then and
 * refuses what is impossible; what it did is audited and announced.
 * @throws DomainError not_found, and whatever `change` refuses
 */
export function changePackage(
  ctx: Context,
  id: string,
  action: string,
  change: (tx: Transaction, before: Package) => Promise<unknown>,
): Promise<Package> {
  return transaction(ctx.db, async (tx) => {
    const before = await lockPackage(tx, ctx, id);
    await change(tx, before);
    const after = await readPackage(tx, ctx.now, id);
    await audit(tx, ctx, { action, subjectKind: "package", subjectId: id, before: fieldsOf(before), after: fieldsOf(after) });
    announcePackage(tx, ctx, after);
    return after;
  });
}

/** A package as it is while its series is held. @throws DomainError not_found, also when it was deleted meanwhile */
export async function lockPackage(tx: Transaction, ctx: Context, id: string): Promise<Package> {
  const { series } = await readPackage(tx, ctx.now, id);
  await lockSeries(tx, series, "alone");
  return readPackage(tx, ctx.now, id);
}

/** What the audit compares: the package without what others did with it. */
export function fieldsOf({ items: _, ...fields }: Package): Omit<Package, "items"> {
  return fields;
}

/** Tells whoever may read packages. */
export function announcePackage(tx: Transaction, { now }: Context, { id, series }: Pick<Package, "id" | "series">): void {
  publish(tx, now, "package:changed", ["permission:packages:read"], { packageId: id, series });
}
