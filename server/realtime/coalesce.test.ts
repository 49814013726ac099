import { expect, test } from "vitest";
import type { Room } from "#lib/realtime/events";
import type { LoggedEvent } from "#lib/realtime/read-events";
import { coalesceKey, coalesceWindowMs, perAudience } from "./coalesce.ts";

const usage = (seq: bigint, rooms: Room[]): LoggedEvent => ({
  seq,
  rooms,
  event: { seq: String(seq), type: "usage:updated", at: "2026-11-20T12:00:00.000Z", payload: {} },
});

test("one report's event becomes one event per user who is connected here", () => {
  const connected = new Set<Room>(["user:a", "user:c"]);
  const split = perAudience(usage(7n, ["user:a", "user:b", "user:c"]), (room) => connected.has(room));
  expect(split.map(({ seq, rooms }) => [seq, rooms])).toEqual([
    [7n, ["user:a"]],
    [7n, ["user:c"]],
  ]);
});

test("two reports of different users are held back by user, not by report", () => {
  const [first, second] = [usage(1n, ["user:a"]), usage(2n, ["user:a"])];
  expect(coalesceKey(first)).toBe(coalesceKey(second));
  expect(coalesceKey(usage(3n, ["user:b"]))).not.toBe(coalesceKey(first));
});

test("a user is told of usage at most every 10 s, a status at once", () => {
  expect([coalesceWindowMs("usage:updated"), coalesceWindowMs("node-server:status-changed")]).toEqual([10_000, 0]);
});
