import { createServer } from "node:http";
import { pino } from "pino";
import { openDatabase } from "#lib/core/database";
import { createUpgradeRouter } from "../../../http/upgrade-router.ts";
import { type AcknowledgedIngest, type AcknowledgedOptions, isAcknowledgedPath, startAcknowledged } from "../start.ts";

export interface IngestProcess {
  url: string;
  ingest: AcknowledgedIngest;
  close(): Promise<void>;
}

/** A process as far as acknowledged ingest is concerned: a port, an upgrade router, pools of its own. */
export async function startIngestProcess(databaseUrl: string, options: Partial<AcknowledgedOptions> = {}): Promise<IngestProcess> {
  const db = openDatabase(databaseUrl, { poolSize: 2, ingestPoolSize: 4 });
  const limits = { bufferLimitBytes: 4 * 1024 * 1024, recheckMs: 200 };
  const ingest = startAcknowledged({ db, log: pino({ level: "silent" }), ...limits, ...options });
  const server = createServer();
  const handlers = [{ path: isAcknowledgedPath, handle: ingest.handleUpgrade }];
  server.on("upgrade", createUpgradeRouter({ handlers, isDraining: () => false }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return {
    url: `ws://127.0.0.1:${address.port}/ingest/v1`,
    ingest,
    async close() {
      await ingest.close();
      await new Promise((resolve) => server.close(resolve));
      await db.close();
    },
  };
}
