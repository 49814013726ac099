import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { readRouteViews } from "./internal/read-routes.ts";
import { checkChannels, checkPlace, demandRoute, holdRoutes, maxRoutes, place, rerouteAll, unprocessable } from "./internal/write-route.ts";
import { CreateRouteInput, RouteView } from "./schema.ts";

const Id = z.object({ id: z.string() });

/**
 * Adds a route. What fires already goes by the new tree too: channels that it did not go to before are told.
 * @throws DomainError unprocessable naming a parent or channel that does not exist, or too many routes
 */
export const createRoute = operation(
  { name: "createRoute", summary: "Add a route", policy: "monitoring:write", input: CreateRouteInput, output: RouteView },
  (ctx, { parentId: askedParent, position, ...input }) =>
    transaction(ctx.db, async (tx) => {
      const routes = await holdRoutes(tx);
      const parentId = askedParent ?? routes[0]?.id;
      if (parentId === undefined)
        throw unprocessable("parentId", "The route that takes everything is made at the first start: try again in a minute");
      if (routes.length >= maxRoutes) throw unprocessable("name", `There are ${maxRoutes} routes already`);
      checkPlace(routes, parentId);
      await checkChannels(tx, input);
      const [made] = await tx.rows(
        sql`insert into alert_route (parent_id, position, name, matchers, channel_ids, group_by, group_wait_s, group_interval_s, repeat_interval_s,
          escalation, quiet_hours, is_continued, created_at, updated_at)
        values (${parentId}::uuid, 0, ${input.name}, ${JSON.stringify(input.matchers)}::jsonb, ${input.channelIds}::uuid[], ${input.groupBy}::text[],
          ${input.groupWaitS}, ${input.groupIntervalS}, ${input.repeatIntervalS}, ${jsonOf(input.escalation)}::jsonb, ${jsonOf(input.quietHours)}::jsonb,
          ${input.isContinued}, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz) returning id`,
        Id,
      );
      if (!made) throw new Error("The route was not written");
      await place(tx, parentId, made.id, position);
      const route = demandRoute(await readRouteViews(tx), made.id);
      await audit(tx, ctx, { action: "route.create", subjectKind: "route", subjectId: route.id, after: route });
      await rerouteAll(tx, ctx, route.id);
      return route;
    }),
);

/** JSON of a column that may be null. */
export function jsonOf(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
