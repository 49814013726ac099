import { z } from "zod";
import { type Sql, sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import type { UsageDivision } from "./read-rollups.ts";

/** What a part of a roll-up is called, and the key that parts of the same name share. */
export interface PartName {
  key: string;
  label: string;
}

const Row = z.object({ part: z.string(), key: z.string(), label: z.string() });

const queries: Record<UsageDivision, (parts: string[]) => Sql> = {
  nodeClient: (parts) => sql`select id::text as part, id::text as key, name as label from node_client where id = any (${parts}::int[])`,
  package: (parts) => sql`select q.id::text as part, p.id::text as key, p.name as label
    from package_queue q join package p on p.id = q.package_id where q.id = any (${parts}::uuid[])`,
};

const withoutPackage: PartName = { key: "no_package", label: "No package" };

/** The names of parts: node clients by their id, queue items by the package that was bought. What is gone keeps its id. */
export async function partNames(
  reader: Pick<SqlTransaction, "rows">,
  division: UsageDivision,
  parts: readonly (string | null)[],
): Promise<(part: string | null) => PartName> {
  const known = parts.filter((part) => part !== null);
  const rows = known.length === 0 ? [] : await reader.rows(queries[division](known), Row);
  const names = new Map(rows.map(({ part, key, label }) => [part, { key, label }]));
  return (part) => (part === null ? withoutPackage : (names.get(part) ?? { key: part, label: `Deleted (${part})` }));
}
