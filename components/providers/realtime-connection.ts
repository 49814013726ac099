import { io, type Socket } from "socket.io-client";
import { backoffMs } from "#lib/universal/backoff";

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
  onEvent: (type: string, payload: unknown) => void;
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
  let refusals = 0;

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

  const socket: Socket = io(options.url ?? "", {
    path: "/socket.io/",
    transports: ["websocket"],
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: backoff.firstMs,
    reconnectionDelayMax: backoff.maxMs,
    timeout: 5_000,
    auth: (send) => send(lastSeq === undefined ? {} : { lastSeq }),
    ...(options.headers && { extraHeaders: options.headers }),
  });

  socket.on("connect", () => {
    refusals = 0;
    goLive();
  });
  socket.on("hello", ({ seq }: { seq: string }) => {
    lastSeq = seq;
  });
  socket.on("resync", ({ seq }: { seq: string }) => {
    lastSeq = seq;
    const since = awaySince ?? new Date();
    clearTimeout(staleTimer);
    awaySince = undefined;
    show({ state: "stale", since });
    // Disconnected again meanwhile: the next connection decides.
    options.onResync().then(
      () => socket.connected && goLive(),
      () => {},
    );
  });
  socket.onAny((type: string, event: { seq: string; payload: unknown }) => {
    if (type === "hello" || type === "resync") return;
    lastSeq = event.seq;
    options.onEvent(type, event.payload);
  });
  socket.on("disconnect", (reason) => {
    goAway();
    // Cut by the server on purpose (signed out, changed permissions): the client library would not try again.
    if (reason === "io server disconnect") connectLater();
  });
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    goAway();
    if (socket.active) return;
    if (error.data?.code === "unauthenticated") options.onRefused();
    connectLater();
  });

  const connectLater = () => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => socket.connect(), backoffMs(refusals++, backoff, Math.random()));
  };

  socket.connect();
  return {
    status: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(staleTimer);
      clearTimeout(retryTimer);
      socket.removeAllListeners();
      socket.offAny();
      socket.disconnect();
    },
  };
}
