"use client";
import { useSyncExternalStore } from "react";

/** A message that passes: what was done, with a way back where there is one. */
export interface Toast {
  id: number;
  tone: "ok" | "bad";
  text: string;
  /** Takes the action back; the toast stays longer. */
  undo?: () => void;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message for 6 s (10 s with `undo`). Failures belong beside their form; use this when there is none. */
export function notify(toast: Omit<Toast, "id">): void {
  const id = ++lastId;
  change([...toasts, { ...toast, id }].slice(-4));
  setTimeout(() => dismiss(id), toast.undo ? 10_000 : 6000);
}

export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

const none: readonly Toast[] = [];

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
    () => none,
  );
}
