"use client";
import { useEffect, useRef } from "react";
import { createKeyReader } from "../layout/read-key.ts";

interface AlertKeys {
  /** `a` on a row. */
  onAcknowledge: (id: string) => void;
  /** `r` on a row. */
  onResolve: (id: string) => void;
  /** `x` on a row. */
  onSelect: (id: string) => void;
  /** Esc with nothing open. */
  onClear: () => void;
}

/** `j` and `k` walk the rows of the page's table, `a`, `r` and `x` act on the one that has the focus; Enter opens it by itself. */
export function useAlertKeys(keys: AlertKeys): void {
  const latest = useRef(keys);
  // Where the focus was: a row that leaves the list takes it along.
  const lastIndex = useRef(0);

  useEffect(() => {
    latest.current = keys;
  }, [keys]);

  // The keyboard is the outside system.
  useEffect(() => {
    const read = createKeyReader();
    const onKey = (event: KeyboardEvent) => {
      const press = read(event);
      if (!press || press.isAfterG) return;
      const rows = [...document.querySelectorAll<HTMLElement>("tr[data-row-key]")];
      const index = rows.findIndex((row) => row.contains(document.activeElement));
      if (index >= 0) lastIndex.current = index;
      const step = steps[press.key];
      if (step !== undefined) {
        const next = rows[Math.max(0, Math.min(rows.length - 1, index < 0 ? lastIndex.current : index + step))];
        next?.focus();
        return;
      }
      const { onAcknowledge, onResolve, onSelect, onClear } = latest.current;
      if (press.key === "Escape") return onClear();
      const id = rows[index]?.dataset.rowKey;
      if (id === undefined) return;
      if (press.key === "a") onAcknowledge(id);
      else if (press.key === "x") onSelect(id);
      else if (press.key === "r") {
        // Else the key is typed into the dialog that it opens.
        event.preventDefault();
        onResolve(id);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

const steps: Record<string, number> = { j: 1, k: -1 };
