"use client";
import { createContext, useContext, useEffect } from "react";

export type EventListener = (type: string, payload: unknown) => void;

/** Adds a listener; answers how to take it away. */
export const ListenContext = createContext<(listener: EventListener) => () => void>(() => () => {});

/** Hears every event that this page is told, as it comes. `listener` must stay the same between drawings. */
export function useRealtimeEvents(listener: EventListener): void {
  const listen = useContext(ListenContext);
  // The server's socket is the outside system.
  useEffect(() => listen(listener), [listen, listener]);
}
