import { z } from "zod";
import type { Database } from "#lib/core/database";
import { emptySql, joinSql, type Sql, sql } from "#lib/core/sql";
import type { QueueStatus } from "#lib/package-queue/schema";
import { ofPackages, ofPeople, type Search } from "./queue-filter.ts";

const Row = z.object({ id: z.string() });

interface Part {
  after: string | undefined;
  offset: number;
  count: number;
}

/**
 * The ids of one page, latest position first. Every branch is read from the end of an index (all, by status, by package
 * and status, by user) and stops when the page is full, so that a late page of a long history costs what the first does.
 */
export async function pageOfQueue(db: Database, now: Date, filter: Search, { after, offset, count }: Part): Promise<string[]> {
  const beyond = after === undefined ? emptySql : sql`and q.position < ${after}::bigint`;
  const [people, packages] = [ofPeople(filter), ofPackages(filter)];
  const end = sql`order by q.position desc limit ${offset + count}`;
  const isByUser = filter.userId !== undefined || (filter.people !== undefined && "ids" in filter.people);
  const branches = storedStatuses(filter.status, now, packages !== undefined && !isByUser);
  const page = joinSql(
    branches.map((stored) =>
      packages === undefined
        ? sql`(select q.id, q.position from package_queue q where true ${people ?? emptySql} ${beyond} ${stored} ${end})`
        : isByUser
          ? sql`(select q.id, q.position from package_queue q where q.package_id in (select p.id from package p where true ${packages})
              ${people ?? emptySql} ${beyond} ${stored} ${end})`
          : sql`(select found.* from package p, lateral (
              select q.id, q.position from package_queue q where q.package_id = p.id ${people ?? emptySql} ${beyond} ${stored} ${end}) as found
            where true ${packages})`,
    ),
    " union all ",
  );
  const rows = await db.rows(
    sql`select q.id from (${page}) as q order by q.position desc offset ${offset}::bigint limit ${count}::bigint`,
    Row,
  );
  return rows.map(({ id }) => id);
}

/** One condition for each stored status that holds items of this status now; `inEach`: never more than one status at once. */
function storedStatuses(status: QueueStatus | undefined, now: Date, inEach: boolean): Sql[] {
  const isOver = sql`q.status = 'active' and q.expires_at <= ${now}::timestamptz`;
  switch (status) {
    case "active":
      return [sql`and q.status = 'active' and (q.expires_at is null or q.expires_at > ${now}::timestamptz)`];
    case "consumed":
      return [sql`and q.status = 'consumed'`, sql`and ${isOver}`];
    case undefined:
      if (!inEach) return [emptySql];
      return ["in_queue", "active", "consumed", "cancelled"].map((stored) => sql`and q.status = ${stored}`);
    default:
      return [sql`and q.status = ${status}`];
  }
}
