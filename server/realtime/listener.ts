import type { Database } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { listen } from "#lib/core/listen";
import type { Log } from "#lib/core/log";
import { eventChannel } from "#lib/realtime/publish";
import { type LoggedEvent, readEvents, readLogSpan } from "#lib/realtime/read-events";
import { type RecentEvents, recentEvents } from "./recent-events.ts";

const pageSize = 500;

export interface EventFeed {
  /** The number of the last event handed on; undefined until the log was read for the first time. */
  position(): bigint | undefined;
  recent: RecentEvents;
  /** Resolves when everything up to `seq` was handed on. @throws after `waitMs`, when the database is away or so far behind */
  reach(seq: bigint, waitMs: number): Promise<bigint>;
  isListening(): boolean;
  close(): Promise<void>;
}

export interface FeedOptions {
  db: Database;
  log: Log;
  /** Called in order, never twice for one event, never while it runs. */
  onEvents: (events: readonly LoggedEvent[]) => void;
  /** The log went on without us (purged meanwhile) or is another one (restored): everything known is stale. */
  onDiscontinued: (position: bigint) => void;
}

/**
 * Follows the event log. A notification only says "look": each look reads everything after the last number seen, so a
 * notification that gets lost costs time and never an event. Bursts of notifications lead to one read.
 */
export function followEvents({ db, log, onEvents, onDiscontinued }: FeedOptions): EventFeed {
  const recent = recentEvents(0n);
  const waiting = new Set<() => void>();
  let position: bigint | undefined;
  let mustCheckSpan = true;
  let isReading = false;
  let isWanted = false;
  let isClosed = false;

  const handOn = (events: LoggedEvent[]) => {
    const last = events.at(-1);
    if (!last) return;
    position = last.seq;
    recent.add(events);
    onEvents(events);
  };

  const checkSpan = async () => {
    const { oldest, newest } = await readLogSpan(db);
    mustCheckSpan = false;
    if (position === undefined) {
      position = newest;
      recent.restart(newest);
    } else if (newest < position || oldest > position + 1n) {
      position = newest;
      recent.restart(newest);
      onDiscontinued(newest);
    }
  };

  const readAll = async () => {
    if (mustCheckSpan || position === undefined) await checkSpan();
    let size = pageSize;
    while (size === pageSize && !isClosed && position !== undefined) {
      const events: LoggedEvent[] = await readEvents(db, { after: position, limit: pageSize });
      size = events.length;
      handOn(events);
    }
  };

  const look = () => {
    isWanted = true;
    if (isReading || isClosed) return;
    isReading = true;
    void lookAgain().finally(() => {
      isReading = false;
      for (const wake of [...waiting]) wake();
    });
  };

  const lookAgain = async () => {
    while (isWanted && !isClosed) {
      isWanted = false;
      await readAll().catch((error: unknown) => {
        // The heartbeat below looks again; until then nobody is told anything that is not true.
        if (!isDatabaseAway(error)) log.error({ err: error }, "cannot read the event log");
      });
      for (const wake of [...waiting]) wake();
    }
  };

  const listening = listen({
    url: db.url,
    channel: eventChannel,
    onNotification: look,
    onListening: () => {
      mustCheckSpan = true;
      look();
    },
    onLost: (error) => log.warn({ reason: error.message }, "the event listener lost PostgreSQL and reconnects"),
  });
  const heartbeat = setInterval(look, 2_000);
  heartbeat.unref();

  return {
    position: () => position,
    recent,
    isListening: listening.isListening,
    reach(seq, waitMs) {
      return new Promise((resolve, reject) => {
        const settle = () => {
          if (position === undefined || position < seq) return;
          done();
          resolve(position);
        };
        const timer = setTimeout(() => {
          done();
          reject(new Error("The event log could not be read in time"));
        }, waitMs);
        const done = () => {
          clearTimeout(timer);
          waiting.delete(settle);
        };
        waiting.add(settle);
        settle();
        look();
      });
    },
    async close() {
      isClosed = true;
      clearInterval(heartbeat);
      await listening.close();
    },
  };
}
