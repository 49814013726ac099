import type { EventPayload, EventType } from "#lib/realtime/events";

/** What a notification of an open page says. */
export interface Popup {
  title: string;
  body: string;
  /** The same as Web Push has for the alert: one of the two is seen, not both. */
  tag: string;
  path: string;
  isUrgent: boolean;
}

type AlertNews = EventPayload<"alert:fired">;
const words: Partial<Record<EventType, string>> = { "alert:fired": "New alert", "alert:reopened": "Fires again" };

/** A notification for news that somebody has to look at; none for what is muted, or over, or was done by people. */
export function popupOf(type: string, news: unknown): Popup | undefined {
  const word = words[type as EventType];
  if (word === undefined) return undefined;
  const { alertId, status, severity, source, title, isMuted } = news as AlertNews;
  if (status !== "firing" || isMuted) return undefined;
  return {
    title: `${severity.toUpperCase()}: ${title}`,
    body: `${word} of ${source}`,
    tag: `alert:${alertId}`,
    path: `/admin/alerts?alert=${alertId}`,
    isUrgent: severity === "critical",
  };
}

/** Instead of many at once: how many wait for somebody by now. */
export function popupOfMany(before: number, after: number): Popup | undefined {
  if (after <= before) return undefined;
  return {
    title: `${after.toLocaleString("en")} alerts wait for somebody`,
    body: `${(after - before).toLocaleString("en")} more than before`,
    tag: "alerts:many",
    path: "/admin/alerts?acknowledged=no&muted=no&sort=severity",
    isUrgent: false,
  };
}
