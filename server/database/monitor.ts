import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

export interface Monitor {
  isAway(): boolean;
  stop(): Promise<void>;
}

export interface MonitorOptions {
  url: string;
  onAway(): void;
  onBack(): void;
  /** How often to ask while all is well, and while it is not. */
  intervalMs?: number;
  retryMs?: number;
  /** No answer for so long means away: a hung PostgreSQL refuses nothing, it is only silent. */
  patienceMs?: number;
}

/**
 * Asks PostgreSQL every second, on a connection of its own, whether it answers. Whoever waits for it can then be told
 * within 4 s, where the driver's own time limits would take half a minute.
 */
export function monitorDatabase(options: MonitorOptions): Monitor {
  const { url, onAway, onBack, intervalMs = 1_000, retryMs = 250, patienceMs = 3_000 } = options;
  const stopping = new AbortController();
  let isAway = false;
  let client: pg.Client | undefined;

  const ask = async () => {
    if (!client) {
      const fresh = new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: patienceMs,
        query_timeout: patienceMs,
        application_name: "fleetlight-monitor",
      });
      fresh.on("error", () => {});
      client = fresh;
      await fresh.connect();
    }
    await client.query("select 1");
  };
  const drop = () => {
    const dropped = client;
    client = undefined;
    dropped?.end().catch(() => {});
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await ask();
        if (isAway) onBack();
        isAway = false;
      } catch {
        drop();
        if (!isAway && !stopping.signal.aborted) onAway();
        isAway = true;
      }
      await sleep(isAway ? retryMs : intervalMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
    drop();
  };
  const running = run();
  return {
    isAway: () => isAway,
    async stop() {
      stopping.abort();
      // A hung PostgreSQL must not hold up the end.
      await Promise.race([running, sleep(500)]);
      drop();
    },
  };
}
