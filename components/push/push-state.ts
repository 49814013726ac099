import type { WebPush } from "#lib/notifications/schema";

/** What this browser can do and has done, as it says itself. */
export interface BrowserFacts {
  /** Opened by https, or on this machine: else browsers have no notifications. */
  isSecure: boolean;
  hasNotifications: boolean;
  hasPush: boolean;
  permission: "default" | "granted" | "denied";
  /** Our public key that it is subscribed with; null: it is not. */
  subscribedWith: string | null;
  /** The id that the server gave it. */
  browserId: string | null;
}

/** Why notifications cannot be had here, in words; null: they can. */
export function whyNoNotifications(facts: BrowserFacts): string | null {
  if (!facts.isSecure) return "This page was not opened by https: browsers show notifications of secure pages only.";
  if (!facts.hasNotifications) return "This browser has no notifications.";
  if (facts.permission === "denied")
    return "Notifications are blocked here: allow them in the browser's settings of this site, then load the page again.";
  return null;
}

export type PushState = { kind: "impossible"; reason: string } | { kind: "off" } | { kind: "on"; browserId: string };

/** Whether Web Push reaches this browser: only when it and the server agree. */
export function pushState(facts: BrowserFacts, { publicKey, browsers }: WebPush): PushState {
  const reason = whyNoNotifications(facts);
  if (reason !== null) return { kind: "impossible", reason };
  if (!facts.hasPush)
    return {
      kind: "impossible",
      reason: "This browser has no Web Push. On iPhone and iPad add Fleetlight to the home screen, and open it there.",
    };
  const { subscribedWith, browserId } = facts;
  const isKnown = browserId !== null && browsers.some(({ id }) => id === browserId);
  return isKnown && subscribedWith === publicKey ? { kind: "on", browserId } : { kind: "off" };
}
