"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { alertOverviewQuery } from "#lib/alerting/client";
import { sumOfCounts } from "../alerts/sum-of-counts.ts";
import { useRealtimeEvents } from "../providers/realtime-events.ts";
import { type Popup, popupOf, popupOfMany } from "./popup-of.ts";
import { remembered } from "./remembered.ts";
import { useKeptSubscription } from "./use-kept-subscription.ts";

/** On every admin page: shows new alerts as notifications, where somebody has asked this browser to. Draws nothing. */
export function AlertPopups() {
  const queryClient = useQueryClient();
  useKeptSubscription();
  useRealtimeEvents(
    useCallback(
      (type, payload) => {
        if (remembered("popups") !== "on" || Notification.permission !== "granted") return;
        if (type === "alert:many-changed") void countAnew(queryClient).then(show);
        else void show(popupOf(type, payload));
      },
      [queryClient],
    ),
  );
  return null;
}

/** The event of many does not say what has changed; the bell's number does. */
async function countAnew(queryClient: ReturnType<typeof useQueryClient>): Promise<Popup | undefined> {
  const query = alertOverviewQuery();
  const known = queryClient.getQueryData(query.queryKey);
  const { open } = await queryClient.fetchQuery({ ...query, staleTime: 0 });
  return known && popupOfMany(sumOfCounts(known.open), sumOfCounts(open));
}

/** By the worker: it is what answers when somebody presses the notification, and the only way on a phone. */
async function show(popup: Popup | undefined): Promise<void> {
  const registration = popup && (await navigator.serviceWorker.getRegistration());
  if (!popup || !registration) return;
  const { title, body, tag, path, isUrgent } = popup;
  await registration.showNotification(title, { body, tag, icon: "/apple-icon.png", requireInteraction: isUrgent, data: { path } });
}
