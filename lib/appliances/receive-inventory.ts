import { createHash } from "node:crypto";
import { reportIntervalS } from "#lib/appliances/decide-state";
import { Inventory, type InventoryReceived } from "#lib/appliances/schema";
import type { Context } from "#lib/auth/context";
import { parseInput } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { ingestTransaction, type SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAppliance } from "./internal/lock-appliance.ts";
import { recordCapacity } from "./internal/record-capacity.ts";
import { replaceRepositories } from "./internal/replace-repositories.ts";

type Section = keyof Inventory;
const sections = ["disks", "repositories", "scst", "tape", "vtl"] as const satisfies readonly Section[];

/**
 * Takes one full snapshot of an appliance: it replaces the one before, in one transaction, and each section that differs is an
 * event. The same again changes nothing and is a sign of life; capacity is noted each time.
 * @throws DomainError validation_failed naming every bad field; not_found when the appliance was just deleted
 */
export async function receiveInventory(ctx: Context, applianceId: string, body: unknown): Promise<InventoryReceived> {
  const inventory = parseInput(Inventory, body);
  const hashes = Object.fromEntries(sections.map((section) => [section, hashOf(inventory[section])]));
  return ingestTransaction(ctx.db, async (tx) => {
    const { section_hashes: before } = await lockAppliance(tx, applianceId);
    const changed = sections.filter((section) => before[section] !== hashes[section]);
    await tx.execute(
      sql`update appliance set last_report_at = greatest(last_report_at, ${ctx.now}::timestamptz) where id = ${applianceId}::uuid`,
    );
    if (changed.length > 0) {
      await tx.execute(sql`update appliance set inventory = ${JSON.stringify(inventory)}::jsonb, inventory_changed_at = ${ctx.now}::timestamptz,
        section_hashes = ${JSON.stringify(hashes)}::jsonb where id = ${applianceId}::uuid`);
    }
    if (changed.includes("repositories")) await replaceRepositories(tx, applianceId, inventory);
    await recordCapacity(tx, ctx.now, applianceId, inventory);
    announce(tx, ctx.now, applianceId, changed);
    return { applianceId, receivedAt: ctx.now.toISOString(), changed, intervalSeconds: reportIntervalS };
  });
}

function hashOf(section: unknown): string {
  return createHash("sha256").update(JSON.stringify(section)).digest("base64url");
}

function announce(tx: SqlTransaction, now: Date, applianceId: string, changed: readonly Section[]): void {
  const types = new Set(
    changed.map((section) => (section === "disks" || section === "repositories" ? "storage:changed" : `${section}:changed`)),
  );
  for (const type of ["storage:changed", "scst:changed", "tape:changed", "vtl:changed"] as const)
    if (types.has(type)) publish(tx, now, type, ["permission:appliances:read"], { applianceId });
  publish(tx, now, "appliance:reported", ["permission:appliances:read"], { applianceId });
}
