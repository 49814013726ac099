import type { NodeServer, NodeServerList } from "#lib/fleet/schema";
import type { EventPayload } from "#lib/realtime/events";

/** What is told when a server's status changes. */
export type StatusNews = EventPayload<"node-server:status-changed">;

const statuses: ReadonlySet<unknown> = new Set(["online", "offline", "maintenance"]);

/** News of another version of the server may look different: then they are only a reason to fetch. */
export function isStatusNews(payload: unknown): payload is StatusNews {
  if (typeof payload !== "object" || payload === null) return false;
  const { nodeServerId, status, at } = payload as Partial<StatusNews>;
  return typeof nodeServerId === "number" && statuses.has(status) && typeof at === "string";
}

/** A list of servers, or one, as it is after the news; the very same when they concern nothing in it or are older than it. */
export function withStatus<D extends NodeServer | NodeServerList>(data: D, news: StatusNews): D {
  if (!("items" in data)) return changed(data, news) as D;
  const items = data.items.map((server) => changed(server, news));
  return items.some((server, index) => server !== data.items[index]) ? { ...data, items } : data;
}

function changed(server: NodeServer, { nodeServerId, status, reason, at }: StatusNews): NodeServer {
  if (server.id !== nodeServerId || server.statusChangedAt >= at) return server;
  const maintenanceUntil = status === "maintenance" ? server.maintenanceUntil : null;
  return { ...server, status, statusReason: reason ?? server.statusReason, statusChangedAt: at, maintenanceUntil };
}
