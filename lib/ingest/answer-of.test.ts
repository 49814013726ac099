import { expect, test } from "vitest";
import { answerOf } from "./answer-of.ts";

test("each item in exactly one of two lists, in their order; lines that were not counted beside", () => {
  const line = { id: "a", index: 3, code: "unknown_user", detail: "no user has this id" };
  const bad = { id: null, index: 9, code: "bad_item" as const, retry: false, reason: "not JSON" };
  const items = [{ id: "a" }, { id: "b" }, { id: "c" }];
  const answer = answerOf(
    items,
    [
      { status: "stored", rejected: [line] },
      { status: "refused", code: "id_conflict", retry: false, reason: "why" },
      { status: "duplicate" },
    ],
    [bad],
  );
  expect(answer).toEqual({ ack: ["a", "c"], nack: [bad, { id: "b", code: "id_conflict", retry: false, reason: "why" }], rejected: [line] });
});
