import { emptySql, type Sql, sql } from "#lib/core/sql";
import { ofPackages, ofPeople, type Search } from "./queue-filter.ts";
import { itemsAt } from "./queue-item-row.ts";

/**
 * `(package_id, series, status, items)`: how many items the filter admits, by what they are at `now`. People's items are
 * counted; without a person or an order the counts come from `package_queue_count`, however long the history is.
 */
export function countedItems(now: Date, filter: Search): Sql {
  const people = ofPeople(filter);
  const counts = people
    ? sql`select q.package_id, q.status, count(*) as items from ${itemsAt(now)} q where true ${people} group by 1, 2`
    : sql`
      select package_id, status, sum(items) as items from (
        select package_id, status, items from package_queue_count
        union all select package_id, status, change from package_queue_change
        union all select o.package_id, o.status, o.items from (
          select package_id, count(*) as items from package_queue where status = 'active' and expires_at <= ${now}::timestamptz group by 1) as over,
          lateral (values (over.package_id, 'active', -over.items), (over.package_id, 'consumed', over.items)) as o(package_id, status, items)) as c
      group by 1, 2`;
  const status = filter.status === undefined ? emptySql : sql`and c.status = ${filter.status}`;
  return sql`(
    select c.package_id, p.series, c.status, c.items from (${counts}) as c join package p on p.id = c.package_id
    where c.items <> 0 ${status} ${ofPackages(filter) ?? emptySql})`;
}
