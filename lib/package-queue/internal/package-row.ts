import { z } from "zod";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { Package } from "#lib/package-queue/schema";
import { noItems, readItemCounts } from "./item-counts.ts";

const Row = z.object({
  id: z.string(),
  series: z.string(),
  version: z.number().int(),
  is_master: z.boolean(),
  name: z.string(),
  traffic_limit: column.bytes,
  expire_duration_s: column.count,
  available_group: z.number().int(),
  max_client_number: z.number().int(),
  retired_at: column.instant.nullable(),
  created_at: column.instant,
});

/** Reads packages with the counts of their items at `now`; `rest` is what follows `from package p`. */
export async function readPackages(reader: Pick<SqlTransaction, "rows">, now: Date, rest: Sql): Promise<Package[]> {
  const rows = await reader.rows(
    sql`select p.id, p.series, p.version, p.is_master, p.name, p.traffic_limit, p.expire_duration_s, p.available_group,
      p.max_client_number, p.retired_at, p.created_at from package p ${rest}`,
    Row,
  );
  const ids = rows.map(({ id }) => id);
  const counts = await readItemCounts(reader, now, ids);
  return rows.map((row) => ({
    id: row.id,
    series: row.series,
    version: row.version,
    isMaster: row.is_master,
    name: row.name,
    trafficLimit: String(row.traffic_limit),
    expireSeconds: row.expire_duration_s,
    availableGroup: row.available_group,
    maxClientNumber: row.max_client_number,
    retiredAt: row.retired_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    items: counts.get(row.id) ?? noItems,
  }));
}

/** One package by its id. @throws DomainError not_found */
export async function readPackage(reader: Pick<SqlTransaction, "rows">, now: Date, id: string): Promise<Package> {
  const [found] = await readPackages(reader, now, sql`where p.id = ${id}::uuid`);
  if (!found) throw notFound("Package");
  return found;
}
