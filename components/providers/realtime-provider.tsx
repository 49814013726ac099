"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { sessionQuery } from "#lib/auth/client";
import { createApplier } from "./apply-on-event.ts";
import { createInvalidator } from "./invalidate-on-event.ts";
import type { RealtimeStatus } from "./realtime-connection.ts";
import { type EventListener, ListenContext } from "./realtime-events.ts";

const StatusContext = createContext<RealtimeStatus>({ state: "reconnecting" });

/** Whether what the page shows is still true: live, reconnecting, or stale since an instant. */
export const useRealtimeStatus = () => useContext(StatusContext);

interface RealtimeProviderProps {
  /** Where the page's data are from (`seqForPage`): what happens between the drawing and the connection is told, too. */
  initialSeq?: string | undefined;
  children: ReactNode;
}

/** Keeps the page's data true: what the server says has changed is shown as far as it is told, and fetched again. Belongs around signed-in pages. */
export function RealtimeProvider({ initialSeq, children }: RealtimeProviderProps) {
  const queryClient = useQueryClient();
  const [status, setStatus] = useState<RealtimeStatus>({ state: "reconnecting" });
  // Of the first drawing only: a later one comes while the connection is there.
  const [from] = useState(initialSeq);
  const [listeners] = useState(() => new Set<EventListener>());
  const listen = useCallback(
    (listener: EventListener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [listeners],
  );

  // The server's socket is the outside system. Its client is loaded when the page is already usable.
  useEffect(() => {
    const applier = createApplier(queryClient);
    const invalidator = createInvalidator(queryClient);
    let isOver = false;
    let disconnect = () => {};
    void import("./realtime-connection.ts").then(({ connectRealtime }) => {
      if (isOver) return;
      const connection = connectRealtime({
        initialSeq: from,
        onEvent(type, payload) {
          // Before anything is fetched anew: who compares must know what was.
          for (const listener of listeners) listener(type, payload);
          invalidator.onEvent(type, applier.onEvent(type, payload));
        },
        onResync: invalidator.everything,
        onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery().queryKey }),
      });
      const unsubscribe = connection.subscribe(() => setStatus(connection.status()));
      disconnect = () => {
        unsubscribe();
        connection.close();
      };
    });
    return () => {
      isOver = true;
      disconnect();
      applier.close();
      invalidator.close();
    };
  }, [queryClient, from, listeners]);

  return (
    <ListenContext value={listen}>
      <StatusContext value={status}>{children}</StatusContext>
    </ListenContext>
  );
}
