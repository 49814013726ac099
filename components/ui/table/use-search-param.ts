"use client";
import { usePathname } from "next/navigation";
import { parseAsString, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";

const delayMs = 200;

interface SearchParam {
  text: string;
  change: (text: string) => void;
  /** Writes what is still waiting; call it when the field loses the focus. */
  settle: () => void;
}

/**
 * A text that stands in the URL under `name`, 200 ms after the last key and at once when the field loses the focus. It
 * loses it before anything else can be pressed, and that is the point: to Next a changed URL is the newer wish, so a write
 * between the press on a link and the arrival of its page would drop the navigation. That is why the delay is not nuqs' own.
 */
export function useSearchParam(name: string): SearchParam {
  const [written] = useQueryState(name, parseAsString.withDefault(""));
  const pathname = usePathname();
  const [typed, setTyped] = useState<string>();
  const waiting = useRef<{ text: string; timer: ReturnType<typeof setTimeout> }>(undefined);
  if (typed !== undefined && typed === written) setTyped(undefined);

  // The clock is the outside system.
  useEffect(() => () => clearTimeout(waiting.current?.timer), []);

  const settle = () => {
    const last = waiting.current;
    if (!last) return;
    clearTimeout(last.timer);
    waiting.current = undefined;
    const url = new URL(location.href);
    // Another page is on its way already.
    if (url.pathname !== pathname) return;
    if (last.text === "") url.searchParams.delete(name);
    else url.searchParams.set(name, last.text);
    if (url.href !== location.href) history.replaceState(null, "", url);
  };
  const change = (text: string) => {
    clearTimeout(waiting.current?.timer);
    waiting.current = { text, timer: setTimeout(settle, delayMs) };
    setTyped(text);
  };
  return { text: typed ?? written, change, settle };
}
