import { listConditionKinds } from "#lib/alerting/list-condition-kinds";
import { route } from "#lib/http/route";

export const GET = route(listConditionKinds);
