import { addressRanges } from "#lib/core/address-ranges";
import type { Database } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import type { Log } from "#lib/core/log";
import { processName } from "#lib/core/process-name";
import { limitRequests } from "#lib/http/request-limit";
import { telemetryCounters } from "#lib/telemetry/counters";
import { telemetryKeeper } from "#lib/telemetry/keep-telemetry";
import { findTelemetryToken } from "#lib/telemetry/token-use";
import type { UpgradeHandler } from "../http/upgrade-router.ts";
import { systemClock } from "./clock.ts";
import { openIngest } from "./open-ingest.ts";
import { createSink } from "./sink.ts";
import { tellRefusals } from "./tell-refusals.ts";
import { watchTokens } from "./watch-tokens.ts";

export interface Telemetry {
  /** Paths that are nodes'. */
  takes(pathname: string): boolean;
  handleUpgrade: UpgradeHandler;
  /** Stores what was taken, then tells nodes to come back. */
  close(): Promise<void>;
}

interface TelemetryOptions {
  db: Database;
  env: Env;
  log: Log;
}

/** Takes telemetry of chain nodes in this process. Starts with the database away, too. */
export function startTelemetry({ db, env, log }: TelemetryOptions): Telemetry {
  const counters = telemetryCounters();
  const sink = createSink({ db, log, env, counters, keeper: telemetryKeeper(db, log), process: processName() });
  const bufferLimitBytes = env.INGEST_BUFFER_MB * 1024 * 1024;
  counters.look = () => ({ bufferedBytes: sink.bufferedBytes(), bufferLimitBytes, oldestUnsavedMs: sink.oldestUnsavedMs() });
  const { takes, handleUpgrade, sockets, close } = openIngest({
    sink,
    counters,
    admission: {
      allowed: addressRanges(env.TELEMETRY_ALLOW),
      publicUrl: env.PUBLIC_URL,
      limitAttempts: (address) => limitRequests({ kind: "anonymous", label: "a node", permissions: new Set(), address }),
      findToken: (token) => findTelemetryToken(db, token),
    },
    onRefused: tellRefusals(log, systemClock),
    maxPending: env.MAX_PENDING_CONNECTIONS,
    limits: {
      maxPayloadBytes: env.WS_MAX_PAYLOAD,
      heartbeatMs: env.HEARTBEAT_INTERVAL * 1_000,
      silenceMs: env.CLIENT_TIMEOUT_S * 1_000,
    },
  });
  const watch = watchTokens({ db, log, clock: systemClock, sockets });
  return {
    takes,
    handleUpgrade,
    close() {
      watch.stop();
      return close();
    },
  };
}
