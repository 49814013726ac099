import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventType, Room } from "#lib/realtime/events";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { withoutSuperseded } from "./coalesce.ts";
import { recentEvents } from "./recent-events.ts";
import { parseLastSeq } from "./welcome.ts";

function logged(seq: number, type: EventType = "usage:updated", rooms: Room[] = ["user:a"]): LoggedEvent {
  return { seq: BigInt(seq), rooms, event: { seq: String(seq), type, at: "", payload: {} } };
}

test("what memory says was missed is what the log would say, or it says that it does not know", () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 200 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 600 }), (steps, capacity, seen) => {
      const recent = recentEvents(0n, capacity);
      const log: LoggedEvent[] = [];
      let seq = 0;
      for (const step of steps) {
        seq += step;
        log.push(logged(seq));
        recent.add([logged(seq)]);
      }
      const missed = recent.after(BigInt(seen));
      const truth = log.filter((event) => event.seq > BigInt(seen)).map((event) => event.seq);
      if (missed) expect(missed.map((event) => event.seq)).toEqual(truth);
      else expect(truth.length).toBeGreaterThan(0);
    }),
  );
});

test("after a restart the past is unknown", () => {
  const recent = recentEvents(0n);
  recent.add([logged(1), logged(2)]);
  recent.restart(7n);
  expect([recent.after(6n), recent.after(7n)]).toEqual([undefined, []]);
});

test("the last of a high-rate type stands for those before, per audience; others stay in place", () => {
  const fleet: EventType = "usage:fleet-updated";
  const events = [
    logged(1, fleet, ["permission:usage:read"]),
    logged(2, "user:changed"),
    logged(3, fleet, ["permission:fleet:read"]),
    logged(4, fleet, ["permission:usage:read"]),
    logged(5, "user:changed"),
  ];
  expect(withoutSuperseded(events).map(({ seq }) => seq)).toEqual([2n, 3n, 4n, 5n]);
});

test.each([
  { value: undefined, parsed: undefined },
  { value: null, parsed: undefined },
  { value: "0", parsed: 0n },
  { value: "42", parsed: 42n },
  { value: 42, parsed: "invalid" },
  { value: "-1", parsed: "invalid" },
  { value: "1e3", parsed: "invalid" },
  { value: "9".repeat(40), parsed: "invalid" },
  { value: { seq: "1" }, parsed: "invalid" },
])("lastSeq $value", ({ value, parsed }) => {
  expect(parseLastSeq(value)).toBe(parsed);
});
