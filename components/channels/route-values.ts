import type { RouteDraft } from "#lib/alerting/client";
import type { QuietHours, RouteView } from "#lib/alerting/schema";
import { emptyMatcher, filledMatchers, type MatcherValue } from "../silences/matcher-values.ts";
import { placeOf } from "./route-tree.ts";

/** Whether a setting is the parent's, or the route's own; quiet hours may be none although the parent has some. */
export type Whose = "inherited" | "none" | "own";

/** A step of escalation as it is typed. */
export interface StepValue {
  /** Minutes as text. */
  afterMinutes: string;
  channelIds: readonly string[];
}

/** The form's values; settings have the names by which the server names them in its errors. Times are seconds as text, empty ones are inherited. */
export interface RouteValues extends Record<string, unknown> {
  name: string;
  parentId: string;
  position: string;
  matchers: readonly MatcherValue[];
  isContinued: boolean;
  channelsAre: Whose;
  channelIds: readonly string[];
  groupingIs: Whose;
  groupBy: string;
  groupWaitS: string;
  groupIntervalS: string;
  repeatIntervalS: string;
  escalationIs: Whose;
  escalation: readonly StepValue[];
  quietHoursAre: Whose;
  quietHours: QuietHours;
}

/** What a route has when nobody has said anything: the night in the zone of the person, for what is not critical. */
function usualQuietHours(zone: string): QuietHours {
  return { timeZone: zone, days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "07:00", severities: ["info", "warning"] };
}

/** The values of a stored route, or of a new one at the end of what hangs from the route that takes everything. */
export function routeValues(route: RouteView | undefined, routes: readonly RouteView[], zone: string): RouteValues {
  const parentId = route ? (route.parentId ?? "") : (routes.find((one) => one.parentId === null)?.id ?? "");
  const whose = (own: unknown): Whose => (own === null || own === undefined ? "inherited" : "own");
  const text = (seconds: number | null | undefined) => (seconds === null || seconds === undefined ? "" : String(seconds));
  const steps = route?.escalation ?? [];
  return {
    name: route?.name ?? "",
    parentId,
    position: placeOf(routes, parentId, route?.id),
    matchers: route && route.matchers.length > 0 ? route.matchers : [emptyMatcher],
    isContinued: route?.isContinued ?? false,
    // The route that takes everything inherits no channels: nobody is told unless it says who.
    channelsAre: route?.parentId === null ? "own" : whose(route?.channelIds),
    channelIds: route?.channelIds ?? [],
    groupingIs: whose(route?.groupBy),
    groupBy: (route?.groupBy ?? route?.effective.groupBy ?? []).join(", "),
    groupWaitS: text(route?.groupWaitS),
    groupIntervalS: text(route?.groupIntervalS),
    repeatIntervalS: text(route?.repeatIntervalS),
    escalationIs: route?.parentId === null ? "own" : whose(route?.escalation),
    escalation: steps.map(({ afterMinutes, channelIds }) => ({ afterMinutes: String(afterMinutes), channelIds })),
    quietHoursAre: whoseQuietHours(route),
    quietHours: route?.quietHours ?? usualQuietHours(zone),
  };
}

function whoseQuietHours(route: RouteView | undefined): Whose {
  if (!route?.quietHours) return route?.parentId === null ? "none" : "inherited";
  return route.quietHours.severities.length === 0 ? "none" : "own";
}

/** Labels with commas between them, as a list. */
export function labelsOf(text: string): string[] {
  return text.split(",").flatMap((label) => (label.trim() === "" ? [] : [label.trim()]));
}

/** A number as the API takes it; null for nothing. What is no number is sent as it is: the server names it. */
function numberOrNull(text: string): number | string | null {
  if (text.trim() === "") return null;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** What the API takes. Where a route stands is sent only when it is new or was moved: others may have moved meanwhile. */
export function routeBody(values: RouteValues, before: RouteValues, isNew: boolean): RouteDraft {
  const isRoot = !isNew && before.parentId === "";
  const isMoved = values.parentId !== before.parentId || values.position !== before.position;
  return {
    name: values.name,
    matchers: isRoot ? [] : filledMatchers(values.matchers),
    isContinued: values.isContinued,
    channelIds: values.channelsAre === "inherited" ? null : [...values.channelIds],
    groupBy: values.groupingIs === "inherited" ? null : labelsOf(values.groupBy),
    groupWaitS: numberOrNull(values.groupWaitS),
    groupIntervalS: numberOrNull(values.groupIntervalS),
    repeatIntervalS: numberOrNull(values.repeatIntervalS),
    escalation: values.escalationIs === "inherited" ? null : values.escalation.map(stepBody),
    quietHours: quietBody(values, isRoot),
    ...(!isRoot && (isNew || isMoved) && { parentId: values.parentId, position: Number(values.position) }),
  };
}

function stepBody({ afterMinutes, channelIds }: StepValue) {
  return { afterMinutes: numberOrNull(afterMinutes), channelIds: [...channelIds] };
}

function quietBody({ quietHoursAre, quietHours }: RouteValues, isRoot: boolean): QuietHours | null {
  if (quietHoursAre === "own") return quietHours;
  return quietHoursAre === "inherited" || isRoot ? null : { ...quietHours, severities: [] };
}
