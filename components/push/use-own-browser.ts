"use client";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "#lib/auth/client";
import { notificationKeys, unsubscribeBrowserRequest } from "#lib/notifications/client";
import type { WebPush } from "#lib/notifications/schema";
import { allowNotifications, readBrowserFacts, subscribeHere, unsubscribeHere } from "./own-browser.ts";
import { remember } from "./remembered.ts";

const factsKey = ["browser", "notifications"] as const;

/** What this browser can do; asked again when somebody comes back to the page, as they may have changed its settings. */
export const browserFactsQuery = () =>
  queryOptions({ queryKey: factsKey, queryFn: readBrowserFacts, networkMode: "always" as const, staleTime: 0, refetchOnWindowFocus: true });

export const useBrowserFacts = () => useQuery(browserFactsQuery());

/** What a person changes about notifications in this browser. */
export function useOwnBrowser() {
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQuery());
  const onSettled = () =>
    Promise.all([queryClient.invalidateQueries({ queryKey: factsKey }), queryClient.invalidateQueries({ queryKey: notificationKeys.all })]);
  return {
    showPopups: useMutation({ mutationFn: allowNotifications, onSuccess: () => remember("popups", "on"), onSettled }),
    subscribe: useMutation({ mutationFn: ({ publicKey }: WebPush) => subscribeHere(publicKey, session?.id ?? ""), onSettled }),
    unsubscribe: useMutation({ mutationFn: unsubscribeHere, onSettled }),
    remove: useMutation({ mutationFn: unsubscribeBrowserRequest, onSettled }),
  };
}
