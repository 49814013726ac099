import { z } from "zod";
import { column } from "#lib/core/columns";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { lockSeries } from "./lock-series.ts";

/** A package by its id, or a series, whose master is taken. */
export interface PackageChoice {
  packageId?: string | undefined;
  series?: string | undefined;
}

const Row = z.object({
  id: z.string(),
  series: z.string(),
  name: z.string(),
  version: z.number().int(),
  retired_at: column.instant.nullable(),
});

/** The package that is bought; it stays for sale until COMMIT. @throws DomainError not_found, wrong_state (it is retired) */
export async function choosePackage(tx: SqlTransaction, choice: PackageChoice): Promise<{ id: string; series: string }> {
  const series = choice.series ?? (await find(tx, choice))?.series;
  if (series !== undefined) await lockSeries(tx, series, "shared");
  const found = await find(tx, choice);
  if (!found) throw notFound(choice.packageId === undefined ? "Package series" : "Package");
  if (!found.retired_at) return found;
  const { id, version, retired_at } = found;
  const whose = choice.packageId === undefined ? "of the series' master: no version of it is sold by the series' name" : "of this package";
  const detail = `${found.name} (version ${version}) is retired and cannot be bought. That is the state ${whose}`;
  throw new DomainError("wrong_state", detail, { state: { packageId: id, version, retired: true, retiredAt: retired_at.toISOString() } });
}

async function find(tx: SqlTransaction, { packageId, series }: PackageChoice): Promise<z.output<typeof Row> | undefined> {
  const [found] = await tx.rows(
    sql`select id, series, name, version, retired_at from package
    where ${packageId === undefined ? sql`series = ${series}::uuid and is_master` : sql`id = ${packageId}::uuid`}`,
    Row,
  );
  return found;
}
