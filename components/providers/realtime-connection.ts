import { backoffMs } from "#lib/universal/backoff";
import { type EventSocket, openEventSocket } from "./event-socket.ts";

export interface RealtimeStatus {
  /** `stale`: away for more than 10 s, or back with a gap that is being refetched. */
  state: "live" | "reconnecting" | "stale";
  /** Since when the page may not be up to date. */
  since?: Date;
}

interface ConnectionOptions {
  /** Missing in the browser: the page's own origin. */
  url?: string;
  /** The page's data are of this moment or later. Missing: news begin with the connection. */
  initialSeq?: string | undefined;
  onEvent: (type: string) => void;
  /** The server cannot tell what was missed. Resolves when the page is up to date again. */
  onResync: () => Promise<void>;
  /** The server does not know us (any more): the session ended. */
  onRefused: () => void;
  staleAfterMs?: number;
  /** Extra headers for scripts and tests; browsers send their cookies by themselves. */
  headers?: Record<string, string>;
}

export interface RealtimeConnection {
  status(): RealtimeStatus;
  subscribe(listener: () => void): () => void;
  close(): void;
}

const backoff = { firstMs: 250, maxMs: 5_000 };

/**
 * One socket for the page. It remembers the last number it saw, in memory: a reload fetches everything anyway. A dead
 * server is noticed within 9 s by its missing pings.
 */
export function connectRealtime(options: ConnectionOptions): RealtimeConnection {
  const { staleAfterMs = 10_000 } = options;
  const listeners = new Set<() => void>();
  let current: RealtimeStatus = { state: "reconnecting" };
  let lastSeq = options.initialSeq;
  let awaySince: Date | undefined;
  let staleTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let socket: EventSocket | undefined;
  let isOpen = false;
  let failures = 0;

  const show = (next: RealtimeStatus) => {
    current = next;
    for (const listener of listeners) listener();
  };

  const goLive = () => {
    clearTimeout(staleTimer);
    awaySince = undefined;
    if (current.state !== "live") show({ state: "live" });
  };

  const goAway = () => {
    if (awaySince) return;
    const since = new Date();
    awaySince = since;
    show({ state: "reconnecting", since });
    staleTimer = setTimeout(() => show({ state: "stale", since }), staleAfterMs);
  };

  const onResync = (seq: string) => {
    lastSeq = seq;
    const since = awaySince ?? new Date();
    clearTimeout(staleTimer);
    awaySince = undefined;
    show({ state: "stale", since });
    // Disconnected again meanwhile: the next connection decides.
    options.onResync().then(
      () => isOpen && goLive(),
      () => {},
    );
  };

  const connect = () => {
    socket = openEventSocket({
      origin: options.url ?? location.origin,
      auth: lastSeq === undefined ? {} : { lastSeq },
      headers: options.headers,
      onOpen() {
        isOpen = true;
        failures = 0;
        goLive();
      },
      onEvent(type, payload) {
        const { seq } = payload as { seq: string };
        if (type === "resync") return onResync(seq);
        lastSeq = seq;
        if (type !== "hello") options.onEvent(type);
      },
      onEnd(refusal) {
        isOpen = false;
        goAway();
        if (refusal?.code === "unauthenticated") options.onRefused();
        retryTimer = setTimeout(connect, backoffMs(failures++, backoff, Math.random()));
      },
    });
  };

  connect();
  return {
    status: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(staleTimer);
      clearTimeout(retryTimer);
      socket?.close();
    },
  };
}
