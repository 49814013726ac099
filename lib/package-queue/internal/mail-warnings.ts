import { z } from "zod";
import { env } from "#lib/core/env";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { enqueueMails, isMailConfigured } from "#lib/notifications/enqueue-mails";
import type { PackageWarningKind } from "#lib/package-queue/schema";
import { warningMail } from "#lib/package-queue/warning-mail";
import type { ActiveItem } from "./running-items.ts";

const Owner = z.object({ queue_item_id: z.string(), email: z.string(), package_name: z.string() });

interface Told {
  item: ActiveItem;
  kind: PackageWarningKind;
}
const saidBy: Partial<Record<PackageWarningKind, PackageWarningKind>> = { used_80: "used_95", expires_7d: "expires_1d" };

/** Who is told of 95 % at the same moment needs no mail about 80 %. */
function mostUrgent(told: readonly Told[]): Told[] {
  const kinds = new Set(told.map(({ item, kind }) => `${item.id} ${kind}`));
  return told.filter(({ item, kind }) => !kinds.has(`${item.id} ${saidBy[kind]}`));
}

/** Mails warnings to their users with this transaction, if mail is configured. Disabled accounts are not written to. */
export async function mailWarnings(tx: SqlTransaction, now: Date, told: readonly Told[]): Promise<void> {
  if (told.length === 0 || !isMailConfigured()) return;
  const owners = await tx.rows(
    sql`select q.id as queue_item_id, u.email, p.name as package_name
    from package_queue q join app_user u on u.id = q.user_id join package p on p.id = q.package_id
    where q.id = any(${told.map(({ item }) => item.id)}::uuid[]) and u.disabled_at is null`,
    Owner,
  );
  const ownerOf = new Map(owners.map((owner) => [owner.queue_item_id, owner]));
  const mails = mostUrgent(told).flatMap(({ item, kind }) => {
    const owner = ownerOf.get(item.id);
    if (!owner) return [];
    const text = warningMail({ ...item, kind, packageName: owner.package_name, siteUrl: env().PUBLIC_URL });
    return [{ ...text, to: owner.email, topic: "package.warning" }];
  });
  await enqueueMails(tx, now, mails);
}
