import { dehydrate, HydrationBoundary, QueryClient, type QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";

/** A query of the room's `client.ts`, answered by the operation itself instead of over HTTP. */
interface Load {
  query: { queryKey: QueryKey };
  run: () => Promise<unknown>;
}

/**
 * Answers the page's queries on the server, so that its first drawing has data. One that fails is left to the browser,
 * which shows the reason and tries again.
 */
export async function Prefetch({ loads, children }: { loads: Load[]; children: ReactNode }) {
  const client = new QueryClient();
  await Promise.all(loads.map(({ query, run }) => client.prefetchQuery({ queryKey: query.queryKey, queryFn: run, retry: false })));
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}

/** The same for a list that comes page by page: its first page. */
export async function firstPage<T>(run: () => Promise<T>): Promise<{ pages: T[]; pageParams: undefined[] }> {
  return { pages: [await run()], pageParams: [undefined] };
}
