import { deleteRoute } from "#lib/alerting/delete-route";
import { showRoute } from "#lib/alerting/show-route";
import { updateRoute } from "#lib/alerting/update-route";
import { route } from "#lib/http/route";

export const GET = route(showRoute);
export const PATCH = route(updateRoute);
export const DELETE = route(deleteRoute, { status: 204 });
