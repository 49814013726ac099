import type { z } from "zod";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import type { QueueFilter } from "#lib/package-queue/schema";
import type { People } from "./find-people.ts";

type Filter = z.output<typeof QueueFilter>;
/** A filter whose search text has been looked up. */
export type Search = Omit<Filter, "q"> & { people?: People | undefined };

/** What narrows a list to some people's items or to one order; undefined when nothing does. */
export function ofPeople({ userId, orderId, people }: Search): Sql | undefined {
  if (userId === undefined && orderId === undefined && people === undefined) return undefined;
  return sql`
    ${userId === undefined ? emptySql : sql`and q.user_id = ${userId}::uuid`}
    ${orderId === undefined ? emptySql : sql`and q.by_order = ${orderId}`}
    ${people === undefined ? emptySql : searched(people)}`;
}

/** Few are found by their index. Of many, a page is full after a few rows: each is asked for as it comes, nothing is joined or sorted. */
function searched(people: People): Sql {
  if ("ids" in people) return sql`and q.user_id = any(${people.ids}::uuid[])`;
  return sql`and (select u.email like ${people.pattern} from app_user u where u.id = q.user_id)`;
}

/** What narrows a list to packages; on `package p`. */
export function ofPackages({ packageId, series }: Search): Sql | undefined {
  if (packageId === undefined && series === undefined) return undefined;
  return sql`
    ${packageId === undefined ? emptySql : sql`and p.id = ${packageId}::uuid`}
    ${series === undefined ? emptySql : sql`and p.series = ${series}::uuid`}`;
}
