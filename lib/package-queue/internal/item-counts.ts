import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { type ItemCounts, QueueStatus } from "#lib/package-queue/schema";
import { countedItems } from "./counted-items.ts";

const Row = z.object({ package_id: z.string(), status: QueueStatus, items: column.count });

export const noItems: ItemCounts = { inQueue: 0, active: 0, consumed: 0, cancelled: 0 };
const fields = { in_queue: "inQueue", active: "active", consumed: "consumed", cancelled: "cancelled" } as const;

/** How many items each of some packages has at `now`; a package that nobody bought is absent. */
export async function readItemCounts(
  reader: Pick<SqlTransaction, "rows">,
  now: Date,
  packageIds: readonly string[],
): Promise<Map<string, ItemCounts>> {
  const rows = await reader.rows(
    sql`select package_id, status, items::bigint as items from ${countedItems(now, {})} c where package_id = any(${packageIds}::uuid[])`,
    Row,
  );
  const counts = new Map<string, ItemCounts>();
  for (const { package_id: id, status, items } of rows) counts.set(id, { ...(counts.get(id) ?? noItems), [fields[status]]: items });
  return counts;
}

/** The items of several packages together. */
export function sumCounts(all: Iterable<ItemCounts>): ItemCounts {
  const sum = { ...noItems };
  for (const counts of all) for (const field of Object.values(fields)) sum[field] += counts[field];
  return sum;
}
