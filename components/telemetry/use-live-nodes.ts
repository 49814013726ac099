"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { liveNodesQuery, livePath, telemetryKeys } from "#lib/telemetry/client";
import type { LiveMessage } from "#lib/telemetry/schema";
import { applyLive } from "./apply-live.ts";
import { connectLive, type LiveConnection, type LiveState } from "./connect-live.ts";
import { useDoubt } from "./use-doubt.ts";

type Change = Extract<LiveMessage, { nodes: unknown }>;

/** What a chain's tile shows follows its nodes, at most this often. */
const chainsEveryMs = 1_000;

/** All chain nodes as they are now: fetched once, then told by the live socket, four times a second at the most. */
export function useLiveNodes() {
  const query = useQuery(liveNodesQuery());
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("reconnecting");
  const live = useRef<LiveConnection>(undefined);
  useDoubt(live);

  useEffect(() => {
    const { queryKey } = liveNodesQuery();
    let chainsAt = 0;
    /** Told while the whole list is on its way, which may be older. */
    let meanwhile: Change[] | undefined;

    const apply = (change: Change) =>
      queryClient.setQueryData(queryKey, (list) => (list && list.at < change.at ? applyLive(list, change) : list));
    const connection = connectLive({
      path: livePath,
      async onOpen() {
        meanwhile = [];
        await queryClient.invalidateQueries({ queryKey });
        const told = meanwhile;
        meanwhile = undefined;
        for (const change of told) apply(change);
      },
      onMessage(received) {
        const message = received as LiveMessage;
        if (!("nodes" in message)) return;
        meanwhile?.push(message);
        apply(message);
        if (performance.now() - chainsAt < chainsEveryMs) return;
        chainsAt = performance.now();
        void queryClient.invalidateQueries({ queryKey: telemetryKeys.chains });
      },
    });
    live.current = connection;
    const stop = connection.subscribe(() => setState(connection.state()));
    return () => {
      stop();
      connection.close();
    };
  }, [queryClient]);

  return { query, state };
}
