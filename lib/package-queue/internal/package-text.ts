import { emptySql, type Sql, sql } from "#lib/core/sql";

/** A condition on `package p`: `text` is part of its name in either case, or its whole id or series. Empty finds all. */
export function packageMatches(text: string | undefined): Sql {
  const wanted = text?.trim().toLowerCase() ?? "";
  if (wanted === "") return emptySql;
  const part = `%${wanted.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`and (lower(p.name) like ${part} or p.id::text = ${wanted} or p.series::text = ${wanted})`;
}
