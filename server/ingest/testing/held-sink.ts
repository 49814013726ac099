import type { TelemetryCounters } from "#lib/telemetry/counters";
import type { TelemetryMessage } from "#lib/telemetry/message";
import type { IngestSink } from "../node-sink.ts";

export interface HeldSink extends IngestSink {
  /** `<node>/<message>`, in order of arrival. */
  taken: string[];
  /** `<address>: <why>`. */
  ended: string[];
  signsOfLife: number;
  /** Stores all that is held, and says that there is room. */
  store(): void;
}

/** A sink whose database is the test: it holds what it took until told to store it. */
export function heldSink(counters: TelemetryCounters, limitBytes = Number.POSITIVE_INFINITY): HeldSink {
  let bytes = 0;
  let onRoom = () => {};
  const idsOf = new WeakMap<object, Set<string>>();
  const sink: HeldSink = {
    taken: [],
    ended: [],
    signsOfLife: 0,
    take(socket, { nodeId, msg }: TelemetryMessage, length) {
      const ids = idsOf.get(socket) ?? new Set();
      idsOf.set(socket, ids);
      if (!ids.has(nodeId) && ids.size === 20) return "too_many_ids";
      ids.add(nodeId);
      bytes += length;
      counters.inFlight += 1;
      sink.taken.push(`${nodeId}/${msg}`);
      return "taken";
    },
    alive() {
      sink.signsOfLife += 1;
    },
    closed(socket, why) {
      sink.ended.push(`${socket.address}: ${why}`);
    },
    bufferedBytes: () => bytes,
    isFull: () => bytes >= limitBytes,
    onRoom(callback) {
      onRoom = callback;
    },
    oldestUnsavedMs: () => (counters.inFlight > 0 ? 0 : null),
    store() {
      bytes = 0;
      counters.stored += counters.inFlight;
      counters.inFlight = 0;
      onRoom();
    },
    async close() {
      sink.store();
    },
  };
  return sink;
}
