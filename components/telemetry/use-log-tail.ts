"use client";
import { useEffect, useRef, useState } from "react";
import { connectLive, type LiveConnection, type LiveState } from "./connect-live.ts";
import type { ShownLine } from "./log-lines.tsx";
import { keepNewest, linesOf } from "./tail-lines.ts";
import { useDoubt } from "./use-doubt.ts";

interface Tail {
  lines: readonly ShownLine[];
  state: LiveState;
  /** What the feed refused, in its own words. */
  error: string | undefined;
}

const nothing: Tail = { lines: [], state: "reconnecting", error: undefined };

/** A node's messages of these types as they are stored, newest first, from now on; over the same feed that outside tools use. */
export function useLogTail(peerId: string, types: readonly string[], isOn: boolean): Tail {
  const [tail, setTail] = useState<Tail>(nothing);
  const wanted = types.join("\n");
  const live = useRef<LiveConnection>(undefined);
  useDoubt(live);

  useEffect(() => {
    if (!isOn) return;
    setTail(nothing);
    let since = new Date().toISOString();
    const connection = connectLive({
      path: "/feed",
      onOpen() {
        // After a break what was stored meanwhile comes first; a line that was shown already is known by its key.
        for (const msg of wanted.split("\n")) connection.send({ peer_id: peerId, msg, interest: "subscribe", start_time: since });
      },
      onMessage(message) {
        const { lines, error } = linesOf(message);
        const newest = lines.at(0)?.createdAt;
        if (newest !== undefined && newest > since) since = newest;
        setTail((before) => ({ ...before, lines: keepNewest(before.lines, lines), error: error ?? before.error }));
      },
    });
    live.current = connection;
    const stop = connection.subscribe(() => setTail((before) => ({ ...before, state: connection.state() })));
    return () => {
      stop();
      connection.close();
    };
  }, [peerId, wanted, isOn]);

  return tail;
}
