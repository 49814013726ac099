import { hashKey, type Query, type QueryClient } from "@tanstack/react-query";
import { fleetKeys } from "#lib/fleet/client";
import type { NodeServer, NodeServerList } from "#lib/fleet/schema";
import { keysOf } from "./invalidate-on-event.ts";
import { isStatusNews, type StatusNews, withStatus } from "./status-news.ts";

export interface Applier {
  /** Shows at once what the event itself says, in data that are here. Whether the page shows all of it now: nothing else on it is concerned. */
  onEvent(type: string, payload: unknown): boolean;
  close(): void;
}

/**
 * News that say what they change are shown before anything is fetched. What they make stale is fetched all the same
 * (`invalidate-on-event.ts`): the server has the last word. An answer that was asked for before the news came may know
 * nothing of them, so they are applied to it again; else a row would jump back for a moment.
 */
export function createApplier(queryClient: QueryClient): Applier {
  /** How much had been told when a query was asked for last. */
  const askedAfter = new Map<string, number>();
  let told: { order: number; news: StatusNews }[] = [];
  let order = 0;

  const isFetching = () => queryClient.isFetching({ predicate: isServers }) > 0;

  const unsubscribe = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || !isServers(event.query)) return;
    const { query, action } = event;
    if (action.type === "fetch") askedAfter.set(query.queryHash, order);
    if (action.type !== "success" || action.manual) return;
    const known = askedAfter.get(query.queryHash) ?? order;
    for (const one of told) if (one.order > known) applyTo(queryClient, query, one.news);
    if (!isFetching()) told = [];
  });

  return {
    onEvent(type, payload) {
      if (type !== "node-server:status-changed" || !isStatusNews(payload)) return false;
      order += 1;
      if (isFetching()) told.push({ order, news: payload });
      const queries = queryClient.getQueryCache().findAll({ predicate: isServers });
      const shown = queries.filter((query) => applyTo(queryClient, query, payload));
      const concerned = keysOf(type).flatMap((queryKey) => queryClient.getQueryCache().findAll({ queryKey, type: "active" }));
      return shown.length > 0 && concerned.every(isServers);
    },
    close() {
      unsubscribe();
      told = [];
    },
  };
}

const servers = hashKey(fleetKeys.servers());

/** Lists of servers and single ones: not what is kept below these. */
function isServers({ queryKey }: Pick<Query, "queryKey">): boolean {
  return hashKey(queryKey.slice(0, 2)) === servers && (queryKey.length === 3 || queryKey[2] === "list");
}

function applyTo(queryClient: QueryClient, query: Query, news: StatusNews): boolean {
  const before = query.state.data as NodeServer | NodeServerList | undefined;
  if (before === undefined) return false;
  const after = withStatus(before, news);
  // Its age stays: the rest of it is no newer.
  if (after !== before) queryClient.setQueryData(query.queryKey, after, { updatedAt: query.state.dataUpdatedAt });
  return after !== before;
}
