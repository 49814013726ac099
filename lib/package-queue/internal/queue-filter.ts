import type { z } from "zod";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { CountQueueInput } from "#lib/package-queue/schema";

export type Filter = z.output<typeof CountQueueInput>;

/** What narrows a list to some people's items or to one order: those are few, and counted as they are. */
export function ofPeople({ userId, orderId, q }: Filter): Sql | undefined {
  const text = q?.trim().toLowerCase() ?? "";
  if (userId === undefined && orderId === undefined && text === "") return undefined;
  return sql`
    ${userId === undefined ? emptySql : sql`and q.user_id = ${userId}::uuid`}
    ${orderId === undefined ? emptySql : sql`and q.by_order = ${orderId}`}
    ${text === "" ? emptySql : sql`and q.user_id in (select u.id from app_user u where u.email like ${`%${text.replaceAll(/[\\%_]/g, "\\$&")}%`})`}`;
}

/** What narrows a list to packages; on `package p`. */
export function ofPackages({ packageId, series }: Filter): Sql | undefined {
  if (packageId === undefined && series === undefined) return undefined;
  return sql`
    ${packageId === undefined ? emptySql : sql`and p.id = ${packageId}::uuid`}
    ${series === undefined ? emptySql : sql`and p.series = ${series}::uuid`}`;
}
