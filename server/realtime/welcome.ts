import type { Database } from "#lib/core/database";
import { type LoggedEvent, readEvents, readLogSpan } from "#lib/realtime/read-events";
import { withoutSuperseded } from "./coalesce.ts";
import type { FanOut } from "./fan-out.ts";
import type { EventFeed } from "./listener.ts";
import type { RealtimeSocket } from "./realtime-socket.ts";
import { hasDrained } from "./slow-readers.ts";

const pageSize = 500;
/** How long a new socket waits for this process to have read what the client has already seen elsewhere. */
const reachMs = 5_000;

interface Welcome {
  db: Database;
  feed: EventFeed;
  fanOut: FanOut;
}

/** What a client may send as `lastSeq`: a number of the log as text. Undefined when it sends none. */
export function parseLastSeq(value: unknown): bigint | "invalid" | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" && /^\d{1,18}$/.test(value) ? BigInt(value) : "invalid";
}

/**
 * Brings a socket up to date and then live: `hello` on a first connection, what it missed after `lastSeq`, or one
 * `resync` when that cannot be told. Between the last event told and joining the rooms nothing is awaited, so there
 * is neither a gap nor a repetition.
 * @throws when the database is away: the client tries again
 */
export async function welcome(
  { db, feed, fanOut }: Welcome,
  socket: RealtimeSocket,
  lastSeq: bigint | "invalid" | undefined,
): Promise<void> {
  const position = await feed.reach(0n, reachMs);
  if (lastSeq === undefined) return goLive("hello");
  if (lastSeq === "invalid" || !(await isInLog(lastSeq, position))) return goLive("resync");
  let told = lastSeq;
  let upTo = await feed.reach(lastSeq, reachMs);
  while (socket.connected && told < upTo) {
    const missed = feed.recent.after(told);
    if (missed) {
      // Up to the position of this very moment, which may be beyond `upTo`.
      tell(missed);
      told = feed.position() ?? upTo;
    } else {
      const page = await readEvents(db, { after: told, upTo, rooms: socket.data.rooms, limit: pageSize });
      tell(page);
      told = page.length < pageSize ? upTo : (page.at(-1)?.seq ?? upTo);
      await hasDrained(socket);
    }
    upTo = feed.position() ?? upTo;
  }
  return goLive();

  function goLive(greeting?: "hello" | "resync") {
    if (!socket.connected) return;
    // What is held back for these rooms is older than the position this socket starts from.
    fanOut.release(socket.data.rooms);
    socket.join([...socket.data.rooms]);
    if (greeting) socket.emit(greeting, { seq: String(feed.position() ?? 0n) });
  }

  function tell(events: readonly LoggedEvent[]) {
    const heard = events.filter(({ rooms }) => rooms.some((room) => socket.data.rooms.includes(room)));
    for (const { event } of withoutSuperseded(heard)) socket.emit(event.type, event);
  }

  /** A number before the oldest kept event means that something may be gone; after the newest, that it is another log's. */
  async function isInLog(seq: bigint, readUpTo: bigint): Promise<boolean> {
    if (seq <= readUpTo && feed.recent.after(seq)) return true;
    const { oldest, newest } = await readLogSpan(db);
    return seq + 1n >= oldest && seq <= newest;
  }
}
