import type { Alert } from "#lib/alerting/schema";
import { subjectHref } from "../admin/subject-href.ts";

/** The page of what an alert is about; undefined where it has none. */
export function resourceHref({ resourceType, resourceId }: Pick<Alert, "resourceType" | "resourceId">): string | undefined {
  if (resourceType === "queue") return queueHrefs[resourceId];
  // A repository is a part of its appliance: `<appliance>/<repository>`.
  if (resourceType === "repository") return subjectHref("appliance", resourceId.split("/", 1)[0] ?? "");
  return resourceId === "" ? undefined : subjectHref(resourceType.replaceAll("_", "-"), resourceId);
}

const queueHrefs: Record<string, string> = { "billing-events": "/admin/events?state=dead", billing: "/admin/events?state=queued" };
