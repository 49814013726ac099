import type { Client } from "pg";
import { z } from "zod";
import { StartupError } from "../startup-error.ts";

const FoundTable = z.object({
  name: z.string(),
  parent: z.string().nullable(),
  bound: z.string().nullable(),
  options: z.array(z.string()),
  columns: z.array(z.string()),
  /** On disk, for the order and the progress. */
  size: z.coerce.number(),
});
export type FoundTable = z.infer<typeof FoundTable>;

/** Every table that holds rows, the largest first: plain ones and partitions, not what they are partitions of. */
export async function findTables(client: Client): Promise<FoundTable[]> {
  const { rows } = await client.query(`
    select c.relname::text as name, p.relname::text as parent, pg_get_expr(c.relpartbound, c.oid) as bound,
      coalesce(c.reloptions, '{}') as options, pg_table_size(c.oid) as size,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
    order by size desc, name`);
  return rows.map((row) => FoundTable.parse(row));
}

const FoundSequence = z.object({ name: z.string(), lastValue: z.string(), isCalled: z.boolean() });

/** Numbers only grow and take no part in snapshots: read after one, they are never behind its rows. */
export async function readSequences(client: Client): Promise<z.output<typeof FoundSequence>[]> {
  const { rows } = await client.query(`
    select sequencename::text as name, coalesce(last_value, start_value)::text as "lastValue", last_value is not null as "isCalled"
    from pg_sequences where schemaname = current_schema() order by 1`);
  return rows.map((row) => FoundSequence.parse(row));
}

const FoundFacts = z.object({ at: z.date(), postgres: z.string() });
const FoundMigration = z.object({ name: z.string(), checksum: z.string() });

/** @throws StartupError where no Fleetlight has ever run */
export async function readFacts(client: Client) {
  const { rows: tables } = await client.query("select to_regclass('_prisma_migrations') is not null as there");
  if (tables[0]?.there !== true) throw new StartupError("No Fleetlight has run on this database: there is nothing to back up");
  const { rows } = await client.query("select now() as at, current_setting('server_version') as postgres");
  const migrations = await client.query(
    "select migration_name as name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null order by migration_name",
  );
  return { ...FoundFacts.parse(rows[0]), migrations: migrations.rows.map((row) => FoundMigration.parse(row)) };
}
