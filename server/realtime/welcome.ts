import type { Database } from "#lib/core/database";
import { catchUp } from "./catch-up.ts";
import { withoutSuperseded } from "./coalesce.ts";
import type { FanOut } from "./fan-out.ts";
import type { EventFeed } from "./listener.ts";
import type { RealtimeSocket } from "./realtime-socket.ts";
import { hasDrained, queuedBytes } from "./slow-readers.ts";

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

/** Brings a socket of socket.io up to date, and into its rooms. @throws when the database is away: the client tries again */
export function welcome({ db, feed, fanOut }: Welcome, socket: RealtimeSocket, lastSeq: bigint | "invalid" | undefined): Promise<void> {
  const { rooms } = socket.data;
  const isOpen = () => socket.connected;
  return catchUp(
    { db, feed },
    {
      rooms,
      isOpen,
      tell(events) {
        for (const { event } of withoutSuperseded(events)) socket.emit(event.type, event);
      },
      goLive(position, greeting) {
        // What is held back for these rooms is older than the position this socket starts from.
        fanOut.release(rooms);
        socket.join([...rooms]);
        if (greeting) socket.emit(greeting, { seq: position.toString() });
      },
      hasDrained: () => hasDrained(isOpen, () => queuedBytes(socket)),
    },
    lastSeq,
  );
}
