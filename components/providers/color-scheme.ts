"use client";
import { useSyncExternalStore } from "react";
import { colorSchemeAttribute as attribute, colorSchemeKey as key } from "./color-scheme-script.ts";

export type ColorScheme = "light" | "dark";
/** `auto` follows the system. */
export type ColorSchemeChoice = ColorScheme | "auto";

const listeners = new Set<() => void>();

/** Which theme was chosen, which one that is now, and how to choose. */
export function useColorScheme(): { choice: ColorSchemeChoice; scheme: ColorScheme; choose: (choice: ColorSchemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, readChoice, () => "auto" as const);
  const scheme = useSyncExternalStore(subscribe, resolve, () => "light" as const);
  return { choice, scheme, choose };
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const onChange = () => {
    apply();
    listener();
  };
  // React may have made the document anew (a page that turned out not to exist).
  apply();
  listeners.add(onChange);
  system.addEventListener("change", onChange);
  window.addEventListener("storage", onChange);
  return () => {
    listeners.delete(onChange);
    system.removeEventListener("change", onChange);
    window.removeEventListener("storage", onChange);
  };
}

function choose(choice: ColorSchemeChoice): void {
  try {
    if (choice === "auto") localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Forbidden by the browser: the choice holds until the page is left.
    document.documentElement.setAttribute(attribute, choice === "auto" ? resolve() : choice);
    return;
  }
  for (const listener of listeners) listener();
}

function readChoice(): ColorSchemeChoice {
  try {
    const stored = localStorage.getItem(key);
    return stored === "light" || stored === "dark" ? stored : "auto";
  } catch {
    return "auto";
  }
}

function resolve(): ColorScheme {
  const choice = readChoice();
  if (choice !== "auto") return choice;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function apply(): void {
  document.documentElement.setAttribute(attribute, resolve());
}
