"use client";
import { subscribeBrowserRequest, unsubscribeBrowserRequest } from "#lib/notifications/client";
import { ApiError } from "#lib/universal/api-client";
import { browserName } from "./browser-name.ts";
import type { BrowserFacts } from "./push-state.ts";
import { remember, remembered } from "./remembered.ts";

/** What this browser can do and has done. */
export async function readBrowserFacts(): Promise<BrowserFacts> {
  const hasWorkers = "serviceWorker" in navigator;
  const subscription = hasWorkers ? await heldSubscription() : null;
  return {
    isSecure: window.isSecureContext,
    hasNotifications: hasWorkers && "Notification" in window,
    hasPush: hasWorkers && "PushManager" in window,
    permission: "Notification" in window ? Notification.permission : "denied",
    subscribedWith: subscription && keyOf(subscription),
    browserId: remembered("push")?.split(" ")[0] ?? null,
  };
}

/** Asks the person, and starts the worker that shows notifications. @throws Error in words for people */
export async function allowNotifications(): Promise<ServiceWorkerRegistration> {
  // First, while the browser still knows that somebody has pressed something.
  if ((await Notification.requestPermission()) !== "granted")
    throw new Error("Notifications were not allowed. Allow them in the browser's settings of this site, then try again.");
  await navigator.serviceWorker.register("/service-worker.js");
  return navigator.serviceWorker.ready;
}

/**
 * Subscribes this browser at its push service and tells the server. A subscription with another key than the present one is
 * given up for a new one.
 * @throws Error in words for people
 */
export async function subscribeHere(publicKey: string, userId: string): Promise<void> {
  const registration = await allowNotifications();
  const browser = await tell(await subscriptionWith(registration, publicKey)).catch(async (error: unknown) => {
    const present = presentKey(error);
    if (present === undefined) throw error;
    return tell(await subscriptionWith(registration, present));
  });
  remember("push", `${browser.id} ${userId}`);
}

/** Ends it on both sides: what the server could not be told, the push service will say to it. */
export async function unsubscribeHere(): Promise<void> {
  const [browserId] = remembered("push")?.split(" ") ?? [];
  try {
    if (browserId !== undefined) await unsubscribeBrowserRequest(browserId).catch(ignoreNotFound);
  } finally {
    remember("push", null);
    await (await heldSubscription())?.unsubscribe();
  }
}

function ignoreNotFound(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== "not_found") throw error;
}

async function heldSubscription(): Promise<PushSubscription | null> {
  return (await navigator.serviceWorker.getRegistration())?.pushManager?.getSubscription() ?? null;
}

async function subscriptionWith({ pushManager }: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription> {
  const held = await pushManager.getSubscription();
  if (held && keyOf(held) === publicKey) return held;
  await held?.unsubscribe();
  try {
    return await Promise.race([pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) }), tooLate()]);
  } catch (error) {
    throw new Error(
      `The browser could not subscribe at its push service (${error instanceof Error ? error.message : String(error)}). It needs a browser that has one, no private window, and a network that lets it through.`,
    );
  }
}

/** A network that swallows what it does not let through would leave the person waiting for ever. */
function tooLate(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("no answer within 20 s")), 20_000));
}

function tell(subscription: PushSubscription) {
  const { endpoint, keys: { p256dh = "", auth = "" } = {} } = subscription.toJSON();
  return subscribeBrowserRequest({
    endpoint: endpoint ?? "",
    p256dh,
    auth,
    publicKey: keyOf(subscription) ?? "",
    label: browserName(navigator.userAgent),
  });
}

/** The key that the server has by now, when it says that ours is an old one. */
function presentKey(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.code !== "conflict") return undefined;
  const { state } = error.problem ?? {};
  return typeof state === "object" && state !== null && "publicKey" in state ? String(state.publicKey) : undefined;
}

function keyOf({ options }: PushSubscription): string | null {
  const key = options.applicationServerKey;
  if (key === null) return null;
  return btoa(String.fromCharCode(...new Uint8Array(key)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64Url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}
