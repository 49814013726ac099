import type { Database } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { processSampler } from "#lib/metrics/process-sampler";
import { forgetProcess, reportProcess, thisProcess } from "#lib/metrics/report-process";

const reportEveryMs = 10_000;

interface MetricsOptions {
  db: Database;
  env: Env;
  log: Log;
  /** Sockets of browsers; absent in a process that takes none. */
  connections?: (() => number) | undefined;
}

/**
 * Every process, whatever its roles, says every 10 s how it and its host are; whichever runs the job `metrics.collect`
 * writes the history. With the database away it goes on looking, and says so again when it is back.
 */
export function startMetrics({ db, env, log, connections }: MetricsOptions): { close(): Promise<void> } {
  const sampler = processSampler({ db, folder: env.FLEETLIGHT_DATA_DIR, connections });
  const who = thisProcess(new Date(Date.now() - process.uptime() * 1000));
  let isRunning = false;
  const report = async () => {
    isRunning = true;
    try {
      await reportProcess(db, who, await sampler.sample(), new Date());
    } catch (error) {
      if (!isDatabaseAway(error)) log.error({ err: error }, "could not report metrics of this process");
    } finally {
      isRunning = false;
    }
  };
  let reporting = report();
  const timer = setInterval(() => {
    // A report that hangs (the database does) is not followed by a second one.
    if (!isRunning) reporting = report();
  }, reportEveryMs);
  return {
    async close() {
      clearInterval(timer);
      await reporting;
      sampler.close();
      await forgetProcess(db, who).catch((error: unknown) => {
        if (!isDatabaseAway(error)) log.warn({ err: error }, "could not take this process from the list of metrics");
      });
    },
  };
}
