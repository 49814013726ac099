"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sessionQuery } from "#lib/auth/client";
import { webPushQuery } from "#lib/notifications/client";
import { reasonOf } from "../ui/error-state.tsx";
import { notify } from "../ui/notify.ts";
import { readBrowserFacts, subscribeHere } from "./own-browser.ts";
import { pushState } from "./push-state.ts";
import { remember, remembered } from "./remembered.ts";
import { browserFactsQuery } from "./use-own-browser.ts";

/**
 * Looks once after loading whether Web Push still reaches this browser, where its person has asked for it. A subscription that the
 * browser lost is renewed; one that the server ended (removed elsewhere, signed out everywhere) is not, but said.
 */
export function useKeptSubscription(): void {
  const queryClient = useQueryClient();
  const userId = useQuery(sessionQuery()).data?.id;

  // The browser's own subscription is the outside system.
  useEffect(() => {
    if (userId === undefined || remembered("push")?.split(" ")[1] !== userId) return;
    const look = async () => {
      const [facts, web] = await Promise.all([readBrowserFacts(), queryClient.fetchQuery(webPushQuery())]);
      if (pushState(facts, web).kind === "on") return;
      if (facts.permission !== "granted" || facts.subscribedWith === web.publicKey)
        throw new Error("it was ended elsewhere, or notifications were blocked");
      await subscribeHere(web.publicKey, userId);
      await queryClient.invalidateQueries({ queryKey: browserFactsQuery().queryKey });
    };
    look().catch((error: unknown) => {
      remember("push", null);
      notify({ tone: "bad", text: `Web Push no longer reaches this browser: ${reasonOf(error)}. Turn it on again at Channels.` });
    });
  }, [userId, queryClient]);
}
