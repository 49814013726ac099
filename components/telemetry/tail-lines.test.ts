import { describe, expect, test } from "vitest";
import { keepNewest, linesOf, mostLines } from "./tail-lines.ts";

const line = (second: number, key = String(second)) => ({
  key,
  msg: "block.import",
  createdAt: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString(),
  payload: {},
});
const seconds = (lines: readonly { createdAt: string }[]) => lines.map(({ createdAt }) => new Date(createdAt).getUTCSeconds());

describe("a message of the feed", () => {
  test("holds lines newest first, each with what its node said, in either envelope", () => {
    const { lines, error } = linesOf({
      peer_message: { peer_id: "p", msg: "block.import" },
      data: [
        { created_at: "2026-11-20T12:00:01.000001Z", log: { msg: "block.import", height: 1 } },
        { created_at: "2026-11-20T12:00:02.000001Z", log: { id: 1, payload: { msg: "block.import", height: 2 } } },
      ],
    });
    expect(error).toBeUndefined();
    expect(new Set(lines.map(({ key }) => key)).size).toBe(2);
    expect(lines.map(({ msg, payload }) => [msg, payload])).toEqual([
      ["block.import", { msg: "block.import", height: 2 }],
      ["block.import", { msg: "block.import", height: 1 }],
    ]);
  });

  test("or a refusal in words", () => {
    expect(linesOf({ error: "msg: expected text" })).toEqual({ lines: [], error: "msg: expected text" });
  });
});

describe("a tail", () => {
  test("takes what came late to its place, and nothing twice", () => {
    const before = keepNewest([], [line(3), line(1)]);
    expect(seconds(keepNewest(before, [line(2), line(3)]))).toEqual([3, 2, 1]);
  });

  test("keeps the newest", () => {
    const many = Array.from({ length: mostLines }, (_, index) => line(1, `old ${index}`));
    const after = keepNewest(many, [line(2)]);
    expect([after.length, after[0]?.key]).toEqual([mostLines, "2"]);
  });

  test("stays the same where nothing came", () => {
    const before = [line(1)];
    expect(keepNewest(before, [])).toBe(before);
  });
});
