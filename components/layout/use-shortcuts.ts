"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { NavigationItem } from "./navigation.ts";
import { createKeyReader } from "./read-key.ts";

interface Actions {
  openPalette: () => void;
  openShortcuts: () => void;
}

/** `Ctrl K` palette, `/` the page's search, `?` this list, `g` and a letter to go somewhere. Esc closes what is open. */
export function useShortcuts(items: readonly NavigationItem[], { openPalette, openShortcuts }: Actions): void {
  const router = useRouter();
  const [readKey] = useState(createKeyReader);

  // The keyboard is the outside system.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      const press = readKey(event);
      if (!press) return;
      const goal = press.isAfterG ? items.find((item) => item.shortcut === press.key) : undefined;
      if (goal) router.push(goal.href);
      else if (press.key === "?") openShortcuts();
      else if (press.key === "/") {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>("[data-page-search]");
        if (field) field.focus();
        else openPalette();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [items, router, readKey, openPalette, openShortcuts]);
}
