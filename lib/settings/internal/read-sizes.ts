import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { Reader } from "#lib/settings/read-settings";
import { areaOfTable } from "./area-of-table.ts";

const Table = z.object({ name: z.string(), bytes: column.bytes });

/** How much room each part of the product takes with its indices, largest first: sizes of files, nothing is scanned. */
export async function readSizes(reader: Reader): Promise<{ area: string; bytes: string }[]> {
  const tables = await reader.rows(
    sql`
    select case when n.nspname = 'public' then '' else n.nspname || '.' end || coalesce(parent.relname, c.relname) as name,
      coalesce(sum(pg_total_relation_size(c.oid)), 0) as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
    where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema$)'
    group by 1`,
    Table,
  );
  const sums = new Map<string, bigint>();
  for (const { name, bytes } of tables) sums.set(areaOfTable(name), (sums.get(areaOfTable(name)) ?? 0n) + bytes);
  return [...sums].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([area, bytes]) => ({ area, bytes: String(bytes) }));
}
