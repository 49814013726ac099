import { createRule } from "#lib/alerting/create-rule";
import { listRules } from "#lib/alerting/list-rules";
import { route } from "#lib/http/route";

export const GET = route(listRules);
export const POST = route(createRule, { status: 201 });
