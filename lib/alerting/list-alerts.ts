import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { prepared } from "#lib/core/prepared";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { alertFilter, isOfResource } from "./internal/alert-filter.ts";
import { readAlerts } from "./internal/alert-view.ts";
import { readFacets } from "./internal/read-facets.ts";
import { type Alert, AlertList, ListAlertsInput } from "./schema.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);
const RankedPlace = z.tuple([z.number().int(), z.iso.datetime(), z.uuid()]);
const ranks = { info: 0, warning: 1, critical: 2 } as const;

/** Alerts that have fired, by keyset: a page costs the same however many there are before it. */
export const listAlerts = operation(
  { name: "listAlerts", summary: "List alerts", policy: "monitoring:read", input: ListAlertsInput, output: AlertList },
  async (ctx, { limit, cursor, sort, facets, ...filter }) => {
    const mark = isOfResource(filter) ? prepared : undefined;
    const [alerts, counts] = await Promise.all([
      readAlerts(ctx.db, sql`${alertFilter(filter)} ${pageOf(sort, cursor)} limit ${limit + 1}`, mark),
      facets ? readFacets(ctx.db, filter, mark) : undefined,
    ]);
    return { ...cutPage(alerts, limit, (alert) => placeOf(sort, alert)), ...(counts ? { facets: counts } : {}) };
  },
);

type Sort = z.output<typeof ListAlertsInput>["sort"];

/** The condition that begins after the cursor, and the order that it follows. */
function pageOf(sort: Sort, cursor: string | undefined): Sql {
  if (sort === "severity") {
    const place = readCursor(cursor, RankedPlace);
    const after = place ? sql`and (${rank}, a.fired_at, a.id) < (${place[0]}, ${place[1]}::timestamptz, ${place[2]}::uuid)` : emptySql;
    return sql`${after} order by ${rank} desc, a.fired_at desc, a.id desc`;
  }
  const place = readCursor(cursor, Place);
  if (sort === "oldest") {
    const after = place ? sql`and (a.fired_at, a.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql;
    return sql`${after} order by a.fired_at, a.id`;
  }
  const after = place ? sql`and (a.fired_at, a.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : emptySql;
  return sql`${after} order by a.fired_at desc, a.id desc`;
}

const rank = sql`case a.severity when 'critical' then 2 when 'warning' then 1 else 0 end`;

function placeOf(sort: Sort, alert: Alert): (string | number)[] {
  const place = [alert.firedAt, alert.id];
  return sort === "severity" ? [ranks[alert.severity], ...place] : place;
}
