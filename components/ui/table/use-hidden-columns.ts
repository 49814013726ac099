"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { Column } from "./column.ts";

const listeners = new Set<() => void>();

/** Which columns of the table `name` this person hides; remembered in this browser. */
export function useHiddenColumns<T>(
  name: string,
  columns: readonly Column<T>[],
): { hidden: ReadonlySet<string>; toggle: (id: string) => void } {
  const key = `fleetlight.columns.${name}`;
  const stored = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => null,
  );
  const hidden = useMemo(() => {
    const ids = stored === null ? columns.filter((column) => column.isExtra).map((column) => column.id) : stored.split(",");
    return new Set(ids.filter((id) => columns.some((column) => column.id === id && !isFixed(column))));
  }, [stored, columns]);
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(hidden);
      if (!next.delete(id)) next.add(id);
      write(key, [...next].join(","));
    },
    [hidden, key],
  );
  return { hidden, toggle };
}

export function isFixed<T>(column: Column<T>): boolean {
  return column.isFixed === true || column.card === "title";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Storage may be forbidden by the browser; then nothing is remembered. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}
