import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { AlertFilter } from "#lib/alerting/client";
import { AlertSource, AlertState, ListAlertsInput, Severity } from "#lib/alerting/schema";
import type { PageSearch } from "../ui/range/range-params.ts";

const flag = parseAsStringLiteral(["yes", "no"]);

/** What the URL of the alerts says; without anything it is what fires. `type` and `resource` together name one resource. */
export const alertFilterParams = {
  status: parseAsStringLiteral([...AlertState.options, "all"]).withDefault("firing"),
  severity: parseAsStringLiteral(Severity.options),
  source: parseAsStringLiteral(AlertSource.options),
  acknowledged: flag,
  muted: flag,
  type: parseAsString,
  resource: parseAsString,
  rule: parseAsString,
  q: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(ListAlertsInput.shape.sort.unwrap().options).withDefault("newest"),
};
export type AlertParams = inferParserType<typeof alertFilterParams>;
const load = createLoader(alertFilterParams);

/** The filter as the API takes it. */
export function alertFilterOf(params: AlertParams): AlertFilter {
  const { status, severity, source, acknowledged, muted, type, resource, rule, q } = params;
  return {
    ...(status !== "all" && { status }),
    ...(severity && { severity }),
    ...(source && { source }),
    ...(acknowledged && { acknowledged: acknowledged === "yes" ? "true" : "false" }),
    ...(muted && { muted: muted === "yes" ? "true" : "false" }),
    ...(type && { resourceType: type }),
    ...(resource && { resourceId: resource }),
    ...(rule && { ruleId: rule }),
    ...(q && { text: q }),
  };
}

/** Whether it is narrowed by more than its status. */
export function isNarrowed(params: AlertParams): boolean {
  return Object.keys(alertFilterOf({ ...params, status: "all" })).length > 0;
}

/** The same on the server, for the first drawing. */
export async function alertParamsOfPage(search: PageSearch): Promise<AlertParams> {
  return load(search);
}
