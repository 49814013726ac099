"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";

const key = "fleetlight.pinned.telemetry-nodes";
const listeners = new Set<() => void>();

/** Which nodes this person wants on top; remembered in this browser. */
export function usePinned(): { pinned: ReadonlySet<string>; toggle: (peerId: string) => void } {
  const stored = useSyncExternalStore(subscribe, read, () => "");
  const pinned = useMemo(() => new Set(stored.split(",").filter(Boolean)), [stored]);
  const toggle = useCallback((peerId: string) => {
    const next = new Set(read().split(",").filter(Boolean));
    if (!next.delete(peerId)) next.add(peerId);
    write([...next].join(","));
  }, []);
  return { pinned, toggle };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Storage may be forbidden by the browser; then nothing is remembered. */
function read(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}
