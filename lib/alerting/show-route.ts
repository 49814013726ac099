import { operation } from "#lib/auth/operation";
import { readRouteViews } from "./internal/read-routes.ts";
import { demandRoute } from "./internal/write-route.ts";
import { RouteIdInput, RouteView } from "./schema.ts";

/** @throws DomainError not_found */
export const showRoute = operation(
  { name: "showRoute", summary: "Show a route", policy: "monitoring:read", input: RouteIdInput, output: RouteView },
  async (ctx, { id }) => demandRoute(await readRouteViews(ctx.db), id),
);
