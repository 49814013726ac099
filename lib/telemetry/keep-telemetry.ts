import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { singleton } from "#lib/core/singleton";
import { attachLater } from "#lib/telemetry/attach-later";
import { foldCounts } from "#lib/telemetry/fold-counts";
import { PresentState } from "#lib/telemetry/present-state";
import { writePresent } from "#lib/telemetry/write-present";
import type { LateName } from "./internal/attach-unnamed.ts";

const presentEveryMs = 250;
const attachEveryMs = 250;
const foldEveryMs = 2_000;

/** What a process that stores messages does beside that, for as long as it lives. */
export interface TelemetryKeeper {
  /** To be told of every stored message and every connection that ended. */
  present: PresentState;
  /** To be told what a committed batch has left of messages that came before their nodes said who they are. */
  attach(late: readonly LateName[]): void;
  /** Writes what is known now, and stops. */
  close(): Promise<void>;
}

/**
 * Writes the present a few times a second, gives messages to nodes that said late who they are, and folds counts every two seconds.
 * With the database away all of it simply comes later.
 */
export function keepTelemetry(db: Database, log: Log): TelemetryKeeper {
  const present = new PresentState();
  const writing = repeat(presentEveryMs, () => writePresent(db, present, new Date(wallMs())), log, "cannot write how nodes are");
  const late = attachLater(db);
  const attaching = repeat(attachEveryMs, () => late.step(new Date(wallMs())), log, "cannot give messages to nodes that were named late");
  const folding = repeat(foldEveryMs, () => foldCounts(db), log, "cannot fold counts of messages");
  return {
    present,
    attach: late.add,
    async close() {
      await attaching.close();
      await folding.close();
      await writing.close();
      await writePresent(db, present, new Date(wallMs())).catch((error: unknown) => {
        log.warn({ err: error }, "how nodes are at the end could not be written");
      });
    },
  };
}

/** The one of this process, begun by whoever needs it first. */
export function telemetryKeeper(db: Database, log: Log): TelemetryKeeper {
  return singleton("telemetry-keeper", () => keepTelemetry(db, log));
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Does work again and again, never twice at once. */
function repeat(everyMs: number, work: () => Promise<unknown>, log: Log, failed: string): { close(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .then(
        () => {},
        (error: unknown) => {
          if (!isDatabaseAway(error)) log.error({ err: error }, failed);
        },
      )
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
