import type { z } from "zod";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { ListAlertsInput } from "../schema.ts";

/** What a list of alerts may be narrowed by. */
export type AlertFilter = Omit<z.output<typeof ListAlertsInput>, "limit" | "cursor" | "sort" | "facets">;

/** The conditions of a filter on `alert a`, each beginning with `and`. */
export function alertFilter(filter: AlertFilter): Sql {
  const { status, severity, source, acknowledged, muted, resourceType, resourceId, ruleId, from, to, text } = filter;
  const words = wordsOf(text);
  return sql`
    ${status === undefined ? emptySql : status === "firing" ? sql`and a.status = 'firing'` : sql`and a.status = 'resolved'`}
    ${severity === undefined ? emptySql : sql`and a.severity = ${severity}`}
    ${source === undefined ? emptySql : sql`and a.source = ${source}`}
    ${acknowledged === undefined ? emptySql : sql`and (a.acknowledged_at is not null) = ${acknowledged}`}
    ${muted === undefined ? emptySql : sql`and (a.status = 'firing' and a.muted_by is not null) = ${muted}`}
    ${resourceType === undefined ? emptySql : sql`and a.resource_type = ${resourceType}`}
    ${resourceId === undefined ? emptySql : sql`and a.resource_id = ${resourceId}`}
    ${ruleId === undefined ? emptySql : sql`and a.rule_id = ${ruleId}::uuid`}
    ${from === undefined ? emptySql : sql`and a.fired_at >= ${from}::timestamptz`}
    ${to === undefined ? emptySql : sql`and a.fired_at < ${to}::timestamptz`}
    ${words === "" ? emptySql : sql`and a.search @@ to_tsquery('simple', ${words})`}`;
}

/**
 * Nothing but a resource, and perhaps a status, which is text and no value: its index is the best way whatever the resource
 * is, and there are few such texts. Every other filter's best plan depends on how common its values are.
 */
export function isOfResource({ status: _status, resourceType, resourceId, ...others }: AlertFilter): boolean {
  return resourceType !== undefined && resourceId !== undefined && Object.values(others).every((value) => value === undefined);
}

/** What somebody typed as a query of beginnings: `fra-1 offl` finds "fra-1 … offline". Nothing of it is an operator. */
function wordsOf(text: string | undefined): string {
  const words = (text ?? "").match(/[\p{L}\p{N}._-]+/gu) ?? [];
  return words.map((word) => `'${word}':*`).join(" & ");
}
