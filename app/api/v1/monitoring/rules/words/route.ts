import { describeRule } from "#lib/alerting/describe-rule";
import { route } from "#lib/http/route";

export const POST = route(describeRule);
