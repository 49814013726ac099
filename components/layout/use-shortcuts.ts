"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { NavigationItem } from "./navigation.ts";

interface Actions {
  openPalette: () => void;
  openShortcuts: () => void;
}

/** `Ctrl K` palette, `/` the page's search, `?` this list, `g` and a letter to go somewhere. Esc closes what is open. */
export function useShortcuts(items: readonly NavigationItem[], { openPalette, openShortcuts }: Actions): void {
  const router = useRouter();
  const wentAtMs = useRef(Number.NEGATIVE_INFINITY);

  // The keyboard is the outside system.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isAfterG = event.timeStamp - wentAtMs.current < 1500;
      wentAtMs.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const goal = isAfterG ? items.find((item) => item.shortcut === event.key) : undefined;
      if (goal) router.push(goal.href);
      else if (event.key === "?") openShortcuts();
      else if (event.key === "/") {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>("[data-page-search]");
        if (field) field.focus();
        else openPalette();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, router, openPalette, openShortcuts]);
}

/** Keys belong to the field that has the focus, and to an open dialog. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") !== null
  );
}
