import type { RouteView } from "#lib/alerting/schema";

/** What a choice of a place needs of a route. */
export type PlacedRoute = Pick<RouteView, "id" | "parentId" | "name" | "depth">;

/** Deeper the API takes none. */
const maxDepth = 6;

/** Where a route may hang, indented as the tree is: below any other, but not below itself or deeper than six. */
export function parentOptions(routes: readonly PlacedRoute[], own: string | undefined): { value: string; label: string }[] {
  const below = new Set(own === undefined ? [] : [own]);
  for (const { id, parentId } of routes) if (parentId !== null && below.has(parentId)) below.add(id);
  const depths = routes.filter(({ id }) => below.has(id)).map(({ depth }) => depth);
  const levels = depths.length === 0 ? 0 : Math.max(...depths) - Math.min(...depths);
  return routes
    .filter(({ id, depth }) => !below.has(id) && depth + 1 + levels <= maxDepth)
    .map(({ id, name, depth }) => ({ value: id, label: `${"\u2003".repeat(depth)}${name}` }));
}

/** The others below the same parent, in the order in which they are asked. */
function siblingsOf(routes: readonly PlacedRoute[], parentId: string, own: string | undefined): PlacedRoute[] {
  return routes.filter((route) => route.parentId === parentId && route.id !== own);
}

/** When it is asked, among the others below its parent: the API's `position` and its words. */
export function placeOptions(
  routes: readonly PlacedRoute[],
  parentId: string,
  own: string | undefined,
): { value: string; label: string }[] {
  const after = siblingsOf(routes, parentId, own).map(({ name }, index) => ({ value: String(index + 1), label: `After ${name}` }));
  return [{ value: "0", label: "First" }, ...after];
}

/** The place of a route that is there, or the last one. */
export function placeOf(routes: readonly PlacedRoute[], parentId: string, own: string | undefined): string {
  const place = routes.filter((route) => route.parentId === parentId).findIndex(({ id }) => id === own);
  return String(place >= 0 ? place : siblingsOf(routes, parentId, own).length);
}
