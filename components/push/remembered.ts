"use client";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

/** What this browser keeps for itself: whether pages show alerts, and as which of whose browsers the server knows it. */
type Name = "popups" | "push";
const keyOf = (name: Name) => `fleetlight.notify.${name}`;

/** Storage may be forbidden by the browser; then nothing is remembered. */
export function remembered(name: Name): string | null {
  try {
    return localStorage.getItem(keyOf(name));
  } catch {
    return null;
  }
}

/** Null forgets. */
export function remember(name: Name, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

/** Other tabs of this browser are heard too. */
export function useRemembered(name: Name): string | null {
  return useSyncExternalStore(
    subscribe,
    () => remembered(name),
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}
