import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";
import { matchersInWords } from "#lib/universal/matcher-words";
import { flatRoutes, type Route, routeTree, type StoredRoute } from "../decide-route.ts";
import { Matcher } from "../matcher.ts";
import { EscalationStep, QuietHours, type RouteView } from "../schema.ts";

const Row = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  position: z.number().int(),
  name: z.string(),
  matchers: z.array(Matcher),
  channel_ids: z.array(z.string()).nullable(),
  group_by: z.array(z.string()).nullable(),
  group_wait_s: z.number().int().nullable(),
  group_interval_s: z.number().int().nullable(),
  repeat_interval_s: z.number().int().nullable(),
  escalation: z.array(EscalationStep).nullable(),
  quiet_hours: QuietHours.nullable(),
  is_continued: z.boolean(),
  created_at: column.instant,
  updated_at: column.instant,
});
type Stored = StoredRoute & { createdAt: Date; updatedAt: Date };

/** Every route as stored; a tree is small. */
async function readStored(reader: Pick<SqlTransaction, "rows">): Promise<Stored[]> {
  const rows = await reader.rows(
    sql`select id, parent_id, position, name, matchers, channel_ids, group_by, group_wait_s, group_interval_s, repeat_interval_s, escalation,
      quiet_hours, is_continued, created_at, updated_at
    from alert_route order by position, id`,
    Row,
  );
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    position: row.position,
    name: row.name,
    matchers: row.matchers,
    channelIds: row.channel_ids,
    groupBy: row.group_by,
    groupWaitS: row.group_wait_s,
    groupIntervalS: row.group_interval_s,
    repeatIntervalS: row.repeat_interval_s,
    escalation: row.escalation,
    quietHours: row.quiet_hours,
    isContinued: row.is_continued,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

/** The tree; undefined before the first start has made its root. */
export async function readRouteTree(reader: Pick<SqlTransaction, "rows">): Promise<Route | undefined> {
  return routeTree(await readStored(reader));
}

/** The tree as people see it, in the order in which routes are asked. */
export async function readRouteViews(reader: Pick<SqlTransaction, "rows">): Promise<RouteView[]> {
  const stored = await readStored(reader);
  const byId = new Map(stored.map((route) => [route.id, route]));
  const root = routeTree(stored);
  if (!root) return [];
  const enabled = await enabledChannels(reader);
  return flatRoutes(root).flatMap((route) => {
    const own = byId.get(route.id);
    return own ? [viewOf(own, route, enabled)] : [];
  });
}

const Id = z.object({ id: z.string() });

async function enabledChannels(reader: Pick<SqlTransaction, "rows">): Promise<ReadonlySet<string>> {
  return new Set((await reader.rows(sql`select id from notification_channel where is_enabled`, Id)).map(({ id }) => id));
}

function viewOf({ createdAt, updatedAt, ...own }: Stored, route: Route, enabled: ReadonlySet<string>): RouteView {
  const { channelIds, groupBy, groupWaitS, groupIntervalS, repeatIntervalS, escalation, quietHours } = route;
  return {
    ...own,
    matchers: [...own.matchers],
    channelIds: own.channelIds && [...own.channelIds],
    groupBy: own.groupBy && [...own.groupBy],
    escalation: own.escalation?.map(mutable) ?? null,
    depth: route.depth,
    words: own.matchers.length > 0 ? matchersInWords(own.matchers) : "everything",
    effective: {
      channelIds: [...channelIds],
      groupBy: [...groupBy],
      groupWaitS,
      groupIntervalS,
      repeatIntervalS,
      escalation: escalation.map(mutable),
      quietHours,
    },
    warning: warningOf(route, enabled),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A route that tells nobody is never silent about it. */
function warningOf({ channelIds }: Route, enabled: ReadonlySet<string>): string | null {
  if (channelIds.length === 0) return "It has no channel: nobody is told";
  return channelIds.some((id) => enabled.has(id)) ? null : "All its channels are switched off: nobody is told";
}

function mutable({ afterMinutes, channelIds }: { afterMinutes: number; channelIds: readonly string[] }) {
  return { afterMinutes, channelIds: [...channelIds] };
}
