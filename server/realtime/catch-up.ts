import type { Database } from "#lib/core/database";
import type { Room } from "#lib/realtime/events";
import { type LoggedEvent, readEvents, readLogSpan } from "#lib/realtime/read-events";
import type { EventFeed } from "./listener.ts";

const pageSize = 500;
/** How long a new socket waits for this process to have read what the client has already seen elsewhere. */
const reachMs = 5_000;

/** A connection that is brought up to date, whatever it speaks. */
export interface Reader {
  rooms: readonly Room[];
  isOpen(): boolean;
  /** Events that it may hear, in order. */
  tell(events: readonly LoggedEvent[]): void;
  /** From here on it hears what happens; `position` is the number that it starts from. Must not wait for anything. */
  goLive(position: bigint, greeting?: "hello" | "resync"): void;
  /** Resolves when what was told has left, or the reader has. */
  hasDrained(): Promise<void>;
}

/**
 * Brings a reader up to date and then live: `hello` on a first connection, what it missed after `lastSeq`, or one
 * `resync` when that cannot be told. Between the last event told and going live nothing is awaited, so there is neither a
 * gap nor a repetition.
 * @throws when the database is away: the client tries again
 */
export async function catchUp(
  { db, feed }: { db: Database; feed: EventFeed },
  reader: Reader,
  lastSeq: bigint | "invalid" | undefined,
): Promise<void> {
  const position = await feed.reach(0n, reachMs);
  if (lastSeq === undefined) return goLive("hello");
  if (lastSeq === "invalid" || !(await isInLog(lastSeq, position))) return goLive("resync");
  let told = lastSeq;
  let upTo = await feed.reach(lastSeq, reachMs);
  while (reader.isOpen() && told < upTo) {
    const missed = feed.recent.after(told);
    if (missed) {
      // Up to the position of this very moment, which may be beyond `upTo`.
      tell(missed);
      told = feed.position() ?? upTo;
    } else {
      const page = await readEvents(db, { after: told, upTo, rooms: reader.rooms, limit: pageSize });
      tell(page);
      told = page.length < pageSize ? upTo : (page.at(-1)?.seq ?? upTo);
      await reader.hasDrained();
    }
    upTo = feed.position() ?? upTo;
  }
  return goLive();

  function goLive(greeting?: "hello" | "resync") {
    if (reader.isOpen()) reader.goLive(feed.position() ?? 0n, greeting);
  }

  function tell(events: readonly LoggedEvent[]) {
    reader.tell(events.filter(({ rooms }) => rooms.some((room) => reader.rooms.includes(room))));
  }

  /** A number before the oldest kept event means that something may be gone; after the newest, that it is another log's. */
  async function isInLog(seq: bigint, readUpTo: bigint): Promise<boolean> {
    if (seq <= readUpTo && feed.recent.after(seq)) return true;
    const { oldest, newest } = await readLogSpan(db);
    return seq + 1n >= oldest && seq <= newest;
  }
}
