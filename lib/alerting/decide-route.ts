import type { Labels, Matcher } from "./matcher.ts";
import { matchesAll } from "./matcher.ts";
import { type QuietHours, routeDefaults } from "./schema.ts";

/** After so many minutes in which nobody has acknowledged, these are told too. */
export interface EscalationStep {
  afterMinutes: number;
  channelIds: readonly string[];
}

/** How a route tells; null stands for what its parent does. */
export interface RouteSettings {
  channelIds: readonly string[];
  /** Alerts that agree in these labels are told together. */
  groupBy: readonly string[];
  groupWaitS: number;
  groupIntervalS: number;
  repeatIntervalS: number;
  escalation: readonly EscalationStep[];
  quietHours: QuietHours | null;
}

/** A route as it is stored. */
export type StoredRoute = { [K in keyof RouteSettings]: RouteSettings[K] | null } & {
  id: string;
  parentId: string | null;
  position: number;
  name: string;
  matchers: readonly Matcher[];
  isContinued: boolean;
};

/** A route with everything that it inherits, and its children in their order. */
export interface Route extends RouteSettings {
  id: string;
  parentId: string | null;
  name: string;
  matchers: readonly Matcher[];
  isContinued: boolean;
  /** 0: the route that takes everything. */
  depth: number;
  children: readonly Route[];
}

/** Puts stored routes together; undefined without a root. */
export function routeTree(stored: readonly StoredRoute[]): Route | undefined {
  const byParent = Map.groupBy(stored, ({ parentId }) => parentId);
  const build = (route: StoredRoute, above: RouteSettings, depth: number): Route => {
    const settings = inherit(route, above);
    const children = (byParent.get(route.id) ?? []).toSorted((a, b) => a.position - b.position);
    const { id, parentId, name, matchers, isContinued } = route;
    return {
      id,
      parentId,
      name,
      matchers,
      isContinued,
      depth,
      ...settings,
      children: children.map((child) => build(child, settings, depth + 1)),
    };
  };
  const root = byParent.get(null)?.[0];
  return root && build(root, routeDefaults, 0);
}

function inherit(route: StoredRoute, above: RouteSettings): RouteSettings {
  return {
    channelIds: route.channelIds ?? above.channelIds,
    groupBy: route.groupBy ?? above.groupBy,
    groupWaitS: route.groupWaitS ?? above.groupWaitS,
    groupIntervalS: route.groupIntervalS ?? above.groupIntervalS,
    repeatIntervalS: route.repeatIntervalS ?? above.repeatIntervalS,
    escalation: route.escalation ?? above.escalation,
    quietHours: route.quietHours ?? above.quietHours,
  };
}

/**
 * The routes that an alert takes: the first child that matches, in order, and by it the first of its children…; a route that
 * none of its children takes the alert from tells itself. A route that continues lets its later siblings be asked too. Never
 * none: the root takes what nobody takes.
 */
export function decideRoutes(root: Route, labels: Labels): Route[] {
  const taken: Route[] = [];
  for (const child of root.children) {
    // Without matchers it takes whatever its parent takes: a silence must not do that, a route may.
    if (child.matchers.length > 0 && !matchesAll(child.matchers, labels)) continue;
    taken.push(...decideRoutes(child, labels));
    if (!child.isContinued) break;
  }
  return taken.length > 0 ? taken : [root];
}

/** Every route, parents before their children, in the order in which they are asked. */
export function flatRoutes(root: Route): Route[] {
  return [root, ...root.children.flatMap(flatRoutes)];
}

/** The labels by which alerts of a route are told together. */
export function groupLabels({ groupBy }: Pick<Route, "groupBy">, labels: Labels): Record<string, string> {
  return Object.fromEntries([...new Set(groupBy)].sort().map((name) => [name, Object.hasOwn(labels, name) ? (labels[name] ?? "") : ""]));
}
