import type { Labels } from "./matcher.ts";
import type { AlertSource, Severity } from "./schema.ts";

/** What an alert is known by to matchers, routes and groups. */
export interface LabelledAlert {
  severity: Severity;
  source: AlertSource;
  title: string;
  ruleName: string | null;
  kind: string | null;
  resourceType: string;
  resourceId: string;
  labels: Labels;
}

/** Its own labels and the ones that every alert has; these cannot be overwritten by what a sender calls a label. */
export function labelsOf(alert: LabelledAlert): Labels {
  return {
    name: alert.title,
    ...alert.labels,
    severity: alert.severity,
    source: alert.source,
    rule: alert.ruleName ?? "",
    kind: alert.kind ?? "",
    resource_type: alert.resourceType,
    resource_id: alert.resourceId,
  };
}
