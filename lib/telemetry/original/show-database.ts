import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { DatabaseStat, NodesInput } from "./shapes.ts";

const mostRelations = 1_000;

/** `GET /stats/db`: every table and index by itself, largest first. */
export const originalDatabaseStats = operation(
  {
    name: "originalDatabaseStats",
    summary: "Sizes of tables and indexes",
    policy: "telemetry:read",
    input: NodesInput,
    output: z.array(DatabaseStat),
  },
  ({ db }) =>
    db.rows(
      sql`select n.nspname || '.' || c.relname as relation, pg_size_pretty(s.bytes) as size, s.bytes as size_bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, lateral (select pg_relation_size(c.oid) as bytes) s
      where n.nspname not in ('pg_catalog', 'information_schema') and s.bytes is not null
      order by s.bytes desc, 1 limit ${mostRelations}`,
      z.object({ relation: z.string(), size: z.string(), size_bytes: column.bytes.transform(String) }),
    ),
);
