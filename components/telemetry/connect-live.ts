import { backoffMs } from "#lib/universal/backoff";

export type LiveState = "live" | "reconnecting" | "refused";

export interface LiveConnection {
  state(): LiveState;
  subscribe(listener: () => void): () => void;
  /** Sends once the socket is open; nothing is kept for later. */
  send(message: unknown): void;
  /** Somebody found the server away: a socket that only looks open is left, and another one opened. */
  doubt(): void;
  close(): void;
}

interface LiveOptions {
  /** A path of this origin. */
  path: string;
  onMessage: (message: unknown) => void;
  /** After every opening: what was missed meanwhile is fetched, what is wanted is said. */
  onOpen: () => void;
}

const backoff = { firstMs: 500, maxMs: 10_000 };
/** Close codes after which trying again does not help: not allowed. */
const refusals: ReadonlySet<number> = new Set([1008]);

/**
 * A plain WebSocket of this site that comes back when it was lost. The session's cookie opens it. Of a server that vanished without
 * a word it learns from the page's other socket, which misses pings (`doubt`).
 */
export function connectLive({ path, onMessage, onOpen }: LiveOptions): LiveConnection {
  const listeners = new Set<() => void>();
  let current: LiveState = "reconnecting";
  let failures = 0;
  let isClosed = false;
  let socket: WebSocket;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const show = (next: LiveState) => {
    if (current === next) return;
    current = next;
    for (const listener of listeners) listener();
  };
  const open = () => {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(url);
    socket.onopen = () => {
      failures = 0;
      show("live");
      onOpen();
    };
    socket.onmessage = ({ data }) => onMessage(JSON.parse(String(data)));
    socket.onclose = ({ code }) => {
      if (refusals.has(code)) show("refused");
      else openLater();
    };
  };
  const openLater = () => {
    if (isClosed) return;
    show("reconnecting");
    clearTimeout(retry);
    retry = setTimeout(open, backoffMs(failures++, backoff, Math.random()));
  };
  /** Its answer to a close may take minutes: it is not waited for. */
  const leave = () => {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  };

  open();
  return {
    state: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message)),
    doubt() {
      if (current !== "live") return;
      leave();
      openLater();
    },
    close() {
      isClosed = true;
      clearTimeout(retry);
      leave();
    },
  };
}
