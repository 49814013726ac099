import { operation } from "#lib/auth/operation";
import { readRouteViews } from "./internal/read-routes.ts";
import { ListRoutesInput, RouteList } from "./schema.ts";

/** The whole tree: who is told of what, in the order in which routes are asked. */
export const listRoutes = operation(
  { name: "listRoutes", summary: "List routes", policy: "monitoring:read", input: ListRoutesInput, output: RouteList },
  async (ctx) => ({ items: await readRouteViews(ctx.db) }),
);
