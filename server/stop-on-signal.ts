import type { Log } from "#lib/core/log";

/** A key press reaches us from the terminal and again through npm: within this time it is one signal. */
const echoMs = 500;
/** The promise is 10 s. */
const longestStopMs = 9_500;

/** Stops in order at the first SIGTERM or SIGINT, at once at the second. */
export function stopOnSignal(close: () => Promise<void>, log: Log): void {
  let firstAt: number | undefined;
  const stop = (why: string) => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > echoMs) process.exit(1);
      return;
    }
    firstAt = performance.now();
    log.info(`Stopping (${why})`);
    setTimeout(() => {
      log.error(`Not stopped after ${longestStopMs / 1000} s; giving up`);
      process.exit(1);
    }, longestStopMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "could not stop in order");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGHUP", () => stop("SIGHUP"));
}
