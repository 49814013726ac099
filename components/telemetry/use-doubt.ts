"use client";
import { type RefObject, useEffect } from "react";
import { useRealtimeStatus } from "../providers/realtime-provider.tsx";
import type { LiveConnection } from "./connect-live.ts";

/** Makes a connection doubt itself whenever the page's other socket finds the server away. */
export function useDoubt(connection: RefObject<LiveConnection | undefined>): void {
  const { since } = useRealtimeStatus();
  useEffect(() => {
    if (since) connection.current?.doubt();
  }, [since, connection]);
}
