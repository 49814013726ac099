import { z } from "zod";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

/** A package by its id, or a series, whose master is taken. */
export interface PackageChoice {
  packageId?: string | undefined;
  series?: string | undefined;
}

const Row = z.object({ id: z.string(), series: z.string(), is_retired: z.boolean() });

/** The package that is bought. @throws DomainError not_found, wrong_state (it is no longer sold) */
export async function choosePackage(tx: SqlTransaction, { packageId, series }: PackageChoice): Promise<{ id: string; series: string }> {
  const [found] = await tx.rows(
    packageId === undefined
      ? sql`select id, series, retired_at is not null as is_retired from package where series = ${series}::uuid and is_master for share`
      : sql`select id, series, retired_at is not null as is_retired from package where id = ${packageId}::uuid`,
    Row,
  );
  if (!found) throw notFound(packageId === undefined ? "Package series" : "Package");
  if (found.is_retired) throw new DomainError("wrong_state", "This package is no longer sold", { state: { retired: true } });
  return found;
}
