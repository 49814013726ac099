import { createRoute } from "#lib/alerting/create-route";
import { listRoutes } from "#lib/alerting/list-routes";
import { route } from "#lib/http/route";

export const GET = route(listRoutes);
export const POST = route(createRoute, { status: 201 });
