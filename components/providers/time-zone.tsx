"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type KnownZone, zoneCookie } from "./zone-cookie.ts";

interface ZoneState {
  /** The IANA zone that every time on the page is written in. */
  zone: string;
  /** The zone this browser is in. */
  browserZone: string;
  setZone: (zone: string) => void;
}

const ZoneContext = createContext<ZoneState>({ zone: "UTC", browserZone: "UTC", setZone: () => {} });

/** The zone of the interface, and how to choose another. */
export const useTimeZone = () => useContext(ZoneContext);

/**
 * Keeps the zone in a cookie, so that the server draws the next page in it. `known` is what the server used; unless it
 * was chosen, the browser's own zone takes over after the first drawing.
 */
export function TimeZoneProvider({ known, children }: { known: KnownZone | undefined; children: ReactNode }) {
  const [zone, setZone] = useState(known?.zone ?? "UTC");
  const [browserZone, setBrowserZone] = useState(known?.zone ?? "UTC");
  const isChosen = known?.isChosen === true;

  // The browser's settings are the outside system here: they are not known on the server.
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    setBrowserZone(own);
    if (isChosen) return;
    setZone(own);
    writeCookie(`auto:${own}`);
  }, [isChosen]);

  const state = useMemo(() => {
    const choose = (next: string) => {
      setZone(next);
      writeCookie(next === browserZone ? `auto:${next}` : next);
    };
    return { zone, browserZone, setZone: choose };
  }, [zone, browserZone]);
  return <ZoneContext value={state}>{children}</ZoneContext>;
}

/** A year; not secret, and readable by the server for its first drawing. */
function writeCookie(value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = `${zoneCookie}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}
