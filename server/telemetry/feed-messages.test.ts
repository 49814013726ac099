import { expect, test } from "vitest";
import { aggregatedMessage, errorMessage, rawMessages } from "./feed-messages.ts";

const of = { peerId: 'p"1', msg: "block.import" };
const arrival = (logs: string) => ({ ...of, id: "1", xmin: 1, createdAt: "2026-11-20T12:00:00.000001Z", logs });

test("frames stay as they came", () => {
  const logs = '{"id":1, "payload":{"msg":"block.import","height":9007199254740993}}';
  expect(rawMessages(of, [arrival(logs), arrival("{}")])).toEqual([
    `{"peer_message":{"peer_id":"p\\"1","msg":"block.import"},"data":[{"log":${logs},"created_at":"2026-11-20T12:00:00.000001Z"},{"log":{},"created_at":"2026-11-20T12:00:00.000001Z"}]}`,
  ]);
});

test("long ones are told in pieces, none of them empty", () => {
  const long = JSON.stringify({ filler: "x".repeat(400_000) });
  const pieces = rawMessages(
    of,
    Array.from({ length: 7 }, () => arrival(long)),
  );
  expect(pieces.map((text) => JSON.parse(text).data.length)).toEqual([3, 3, 1]);
  expect(rawMessages(of, [])).toEqual([]);
});

test("aggregates and errors", () => {
  const span = { time: 5, name: "n", target: "t", values: "" as const, created_at: "2026-11-20T12:00:00.000000Z" };
  expect(JSON.parse(aggregatedMessage(of, [span]))).toEqual({ peer_message: { peer_id: 'p"1', msg: "block.import" }, data: [span] });
  expect(errorMessage('a "b"')).toBe('{"error":"a \\"b\\""}');
});
