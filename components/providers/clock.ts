"use client";
import { createContext, useContext, useSyncExternalStore } from "react";
import { formatRelative } from "#lib/universal/time-format";

/** The instant at which the server drew the page (ms). The first drawing in the browser uses it, so that both agree. */
export const DrawnAtContext = createContext(0);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole page, running only while something on it shows a time. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, in steps: a component draws again only when a step of `stepMs` has passed. */
export function useNow(stepMs: number): Date {
  const drawnAt = useContext(DrawnAtContext);
  const ms = useSyncExternalStore(
    subscribe,
    () => Math.floor(Date.now() / stepMs) * stepMs,
    () => Math.floor(drawnAt / stepMs) * stepMs,
  );
  return new Date(ms);
}

/** `12 s ago`, drawn again only when the words change. */
export function useRelative(at: string | Date): string {
  const drawnAt = useContext(DrawnAtContext);
  return useSyncExternalStore(
    subscribe,
    () => formatRelative(at, new Date()),
    () => formatRelative(at, new Date(drawnAt)),
  );
}
