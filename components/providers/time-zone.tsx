"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { zoneCookie } from "./zone-cookie.ts";

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
 * Keeps the chosen zone in a cookie, so that the server draws the next page in it. `initialZone` is what the server
 * used; without a choice the browser's own zone takes over after the first drawing.
 */
export function TimeZoneProvider({ initialZone, children }: { initialZone: string | undefined; children: ReactNode }) {
  const [zone, setZone] = useState(initialZone ?? "UTC");
  const [browserZone, setBrowserZone] = useState(initialZone ?? "UTC");

  // The browser's settings are the outside system here: they are not known on the server.
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    setBrowserZone(own);
    if (initialZone !== undefined) return;
    setZone(own);
    writeCookie(own);
  }, [initialZone]);

  const state = useMemo(
    () => ({
      zone,
      browserZone,
      setZone: (next: string) => {
        setZone(next);
        writeCookie(next);
      },
    }),
    [zone, browserZone],
  );
  return <ZoneContext value={state}>{children}</ZoneContext>;
}

/** A year; not secret, and readable by the server for its first drawing. */
function writeCookie(zone: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = `${zoneCookie}=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
