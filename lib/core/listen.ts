import pg from "pg";
import { backoffMs } from "#lib/universal/backoff";

export interface ListenOptions {
  url: string;
  /** A channel name of ours, a plain identifier. */
  channel: string;
  onNotification: (payload: string) => void;
  /** After every successful LISTEN, the first one too: whatever was announced meanwhile must be read now. */
  onListening: () => void;
  onLost?: (error: Error) => void;
  /** How often the connection proves that it is alive; a dead one is noticed within twice this. */
  heartbeatMs?: number;
}

export interface Listening {
  isListening(): boolean;
  close(): Promise<void>;
}

const backoff = { firstMs: 100, maxMs: 3_000 };

/**
 * One connection that listens for as long as the process lives: it comes back with backoff after PostgreSQL restarts,
 * kills it or hangs. A notification may be lost on the way; `onListening` is where the reader makes up for it.
 */
export function listen(options: ListenOptions): Listening {
  const { channel, heartbeatMs = 4_000 } = options;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isListening = false;
  let isClosed = false;
  let attempt = 0;

  const later = (ms: number, work: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
    timer.unref();
  };

  const lose = (lost: pg.Client, error: Error) => {
    if (client !== lost || isClosed) return;
    client = undefined;
    isListening = false;
    discard(lost);
    options.onLost?.(error);
    later(backoffMs(attempt++, backoff, Math.random()), connect);
  };

  const beat = (alive: pg.Client) => {
    alive.query("select 1").then(
      () => client === alive && later(heartbeatMs, () => beat(alive)),
      (error: Error) => lose(alive, error),
    );
  };

  const connect = () => {
    if (isClosed) return;
    const next = new pg.Client({
      connectionString: options.url,
      application_name: "fleetlight-listen",
      connectionTimeoutMillis: 4_000,
      query_timeout: heartbeatMs,
      keepAlive: true,
    });
    client = next;
    next.on("error", (error) => lose(next, error));
    next.on("end", () => lose(next, new Error("The listening connection ended")));
    next.on("notification", (message) => options.onNotification(message.payload ?? ""));
    next
      .connect()
      .then(() => next.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(
        () => {
          if (client !== next) return;
          attempt = 0;
          isListening = true;
          options.onListening();
          later(heartbeatMs, () => beat(next));
        },
        (error: Error) => lose(next, error),
      );
  };

  connect();
  return {
    isListening: () => isListening,
    async close() {
      isClosed = true;
      isListening = false;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      if (last) await Promise.race([last.end().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
    },
  };
}

/** Ends a connection that may no longer answer; nobody waits for it and its last errors are nobody's news. */
function discard(client: pg.Client): void {
  client.removeAllListeners("notification");
  client.removeAllListeners("end");
  client.removeAllListeners("error");
  client.on("error", () => {});
  client.end().catch(() => {});
}
