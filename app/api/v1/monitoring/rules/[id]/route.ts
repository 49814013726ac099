import { deleteRule } from "#lib/alerting/delete-rule";
import { showRule } from "#lib/alerting/show-rule";
import { updateRule } from "#lib/alerting/update-rule";
import { route } from "#lib/http/route";

export const GET = route(showRule);
export const PATCH = route(updateRule);
export const DELETE = route(deleteRule, { status: 204 });
