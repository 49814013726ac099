import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { jsonOf } from "./create-route.ts";
import { readRouteViews } from "./internal/read-routes.ts";
import { checkChannels, checkPlace, demandRoute, holdRoutes, place, rerouteAll, unprocessable } from "./internal/write-route.ts";
import { RouteView, UpdateRouteInput } from "./schema.ts";

/**
 * Changes or moves a route. What fires already goes by the new tree from now on; who was told of an alert is told its end,
 * whatever routes say by then.
 * @throws DomainError not_found; unprocessable naming a parent or channel that does not exist, or for a condition on the route that takes everything
 */
export const updateRoute = operation(
  { name: "updateRoute", summary: "Change a route", policy: "monitoring:write", input: UpdateRouteInput, output: RouteView },
  (ctx, { id, parentId, position, ...changes }) =>
    transaction(ctx.db, async (tx) => {
      const routes = await holdRoutes(tx);
      const before = demandRoute(routes, id);
      if (before.parentId === null) {
        if (parentId !== undefined) throw unprocessable("parentId", "The route that takes everything stays where it is");
        if ((changes.matchers?.length ?? 0) > 0) throw unprocessable("matchers", "This route takes everything that no other takes");
      } else if (parentId !== undefined) checkPlace(routes, parentId, id);
      await checkChannels(tx, changes);
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const next = { ...before, ...given };
      const newParent = parentId ?? before.parentId;
      await tx.execute(sql`
        update alert_route set parent_id = ${newParent}::uuid, name = ${next.name}, matchers = ${JSON.stringify(next.matchers)}::jsonb,
          channel_ids = ${next.channelIds}::uuid[], group_by = ${next.groupBy}::text[], group_wait_s = ${next.groupWaitS},
          group_interval_s = ${next.groupIntervalS}, repeat_interval_s = ${next.repeatIntervalS}, escalation = ${jsonOf(next.escalation)}::jsonb,
          quiet_hours = ${jsonOf(next.quietHours)}::jsonb, is_continued = ${next.isContinued}, updated_at = ${ctx.now}::timestamptz
        where id = ${id}::uuid`);
      if (newParent !== null && (parentId !== undefined || position !== undefined)) await place(tx, newParent, id, position);
      const after = demandRoute(await readRouteViews(tx), id);
      await audit(tx, ctx, { action: "route.update", subjectKind: "route", subjectId: id, before, after });
      await rerouteAll(tx, ctx, id);
      return after;
    }),
);
