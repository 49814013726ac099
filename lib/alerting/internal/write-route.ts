import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import type { RouteView } from "../schema.ts";
import { lockNotices } from "./lock-notices.ts";
import { readRouteViews } from "./read-routes.ts";

/** Nobody overlooks more, and each alert is matched against all of them. */
export const maxRoutes = 200;
const maxDepth = 6;
/** Advisory lock of those who change the tree: "rout". Each of them reads all of it. */
const routesLock = 0x726f7574;

const Id = z.object({ id: z.string() });

/** The tree, held until COMMIT; and the notifier with it, whose groups go with a route: before any row, as whoever tells does. */
export async function holdRoutes(tx: SqlTransaction): Promise<RouteView[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(${routesLock})`);
  await lockNotices(tx);
  return readRouteViews(tx);
}

export function demandRoute(routes: readonly RouteView[], id: string): RouteView {
  const route = routes.find((one) => one.id === id);
  if (!route) throw notFound("Route");
  return route;
}

/** Where a route is to hang. @throws DomainError unprocessable naming the field */
export function checkPlace(routes: readonly RouteView[], parentId: string, own?: string): void {
  const parent = routes.find(({ id }) => id === parentId);
  if (!parent) throw unprocessable("parentId", "There is no route with this id");
  const below = new Set(own === undefined ? [] : [own]);
  for (const { id, parentId: above } of routes) if (above !== null && below.has(above)) below.add(id);
  if (below.has(parentId)) throw unprocessable("parentId", "A route cannot hang below itself");
  const levels =
    Math.max(0, ...routes.filter(({ id }) => below.has(id)).map(({ depth }) => depth)) - (routes.find(({ id }) => id === own)?.depth ?? 0);
  if (parent.depth + 1 + levels > maxDepth) throw unprocessable("parentId", `Routes are at most ${maxDepth} levels deep`);
}

/** @throws DomainError unprocessable naming a channel that does not exist */
export async function checkChannels(
  tx: SqlTransaction,
  {
    channelIds,
    escalation,
  }: { channelIds?: readonly string[] | null | undefined; escalation?: readonly { channelIds: readonly string[] }[] | null | undefined },
): Promise<void> {
  const asked = [
    ...(channelIds ?? []).map((id, index) => ({ id, path: `channelIds.${index}` })),
    ...(escalation ?? []).flatMap((step, at) => step.channelIds.map((id, index) => ({ id, path: `escalation.${at}.channelIds.${index}` }))),
  ];
  // Held, so that nobody deletes one while a route begins to name it.
  const found = await tx.rows(
    sql`select id from notification_channel where id = any(${asked.map(({ id }) => id)}::uuid[]) order by id for key share`,
    Id,
  );
  const known = new Set(found.map(({ id }) => id));
  const missing = asked.find(({ id }) => !known.has(id));
  if (missing) throw unprocessable(missing.path, "There is no channel with this id");
}

export function unprocessable(path: string, detail: string): DomainError {
  return new DomainError("unprocessable", `${path}: ${detail}`, { errors: [{ path, code: "invalid", detail }] });
}

/** Puts a route at a place among its siblings; undefined: the last. The others close up. */
export async function place(tx: SqlTransaction, parentId: string, id: string, position: number | undefined): Promise<void> {
  await tx.execute(sql`
    update alert_route r set position = n.position from (
      select id, row_number() over (order by case when id = ${id}::uuid then ${position ?? 1_000_000} - 0.5 else place end, id) - 1 as position
      from (select id, row_number() over (order by position, id) - 1 as place from alert_route
        where parent_id = ${parentId}::uuid and id <> ${id}::uuid union all select ${id}::uuid, 0) s) n
    where r.id = n.id`);
}

/**
 * Lets the notifier look anew at everything that fires: it may be others who are told of it from now on. The last row of each
 * alert's timeline counts as not heard. Under `holdRoutes`.
 */
export async function rerouteAll(tx: SqlTransaction, ctx: Context, routeId: string): Promise<void> {
  await tx.execute(sql`
    update alert_event set is_heard = false where id in (
      select (select max(e.id) from alert_event e where e.alert_id = a.id) from alert a where a.status = 'firing')`);
  publish(tx, ctx.now, "notification:routes-changed", ["permission:monitoring:read"], { routeId });
}
