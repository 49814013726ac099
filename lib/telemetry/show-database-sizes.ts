import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { DatabaseSizes, NoInput } from "#lib/telemetry/schema";

const figures = { bytes: column.bytes.transform(String), rows: z.number().nullable() };
const RelationRow = z.object({ relation: z.string(), partitions: column.count, ...figures });
const DayRow = z.object({ day: z.string(), audit: z.boolean(), ...figures });

/** How much room everything takes on disk, with indexes and long values. */
export const showDatabaseSizes = operation(
  { name: "showDatabaseSizes", summary: "Sizes of the database", policy: "telemetry:read", input: NoInput, output: DatabaseSizes },
  async ({ db }) => {
    // Partitions count for the table at the top of their tree.
    const relations = await db.rows(
      sql`with recursive tree as (
        select c.oid, c.oid as root from pg_class c where c.relkind in ('r', 'p', 'm') and c.relnamespace = 'public'::regnamespace and not c.relispartition
        union all select i.inhrelid, t.root from tree t join pg_inherits i on i.inhparent = t.oid)
      select r.relname as relation, count(*) filter (where t.oid <> t.root and c.relkind = 'r') as partitions,
        sum(pg_total_relation_size(t.oid)) as bytes, case when not bool_or(c.reltuples < 0 and c.relkind <> 'p' and pg_relation_size(c.oid) > 0)
          then sum(greatest(c.reltuples, 0)) filter (where c.relkind <> 'p')::double precision end as rows
      from tree t join pg_class c on c.oid = t.oid join pg_class r on r.oid = t.root
      group by r.oid, r.relname order by 3 desc, 1`,
      RelationRow,
    );
    const days = await db.rows(
      sql`select to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day, i.inhparent = 'substrate_logs_audit'::regclass as audit,
        pg_total_relation_size(c.oid) as bytes, case when c.reltuples >= 0 or pg_relation_size(c.oid) = 0 then greatest(c.reltuples, 0)::double precision end as rows
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent in ('substrate_logs_expiring'::regclass, 'substrate_logs_audit'::regclass) order by 1 desc, 2`,
      DayRow,
    );
    const [total] = await db.rows(sql`select pg_database_size(current_database()) as bytes`, z.object({ bytes: figures.bytes }));
    return {
      totalBytes: total?.bytes ?? "0",
      relations: relations.map(({ relation, bytes, rows, partitions }) => ({ relation, bytes, rowsEstimate: rows, partitions })),
      days: days.map(({ day, audit, bytes, rows }) => ({ day, audit, bytes, rowsEstimate: rows })),
    };
  },
);
