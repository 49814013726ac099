import { expect, test } from "vitest";
import { bulkQuestion } from "./bulk-question.ts";

const users = (count: number) => Array.from({ length: count }, (_, index) => ({ email: `u${index}` }));

test("one is one, and all of a few are named", () => {
  expect(bulkQuestion("disable", users(1))).toMatchObject({ title: "Disable 1 user?", text: expect.stringMatching(/^u0: within/) });
  expect(bulkQuestion("enable", users(5)).text).toMatch(/^u0, u1, u2, u3, u4: they/);
});

test("of many the first five are named and the others counted", () => {
  expect(bulkQuestion("enable", users(12))).toMatchObject({
    text: expect.stringMatching(/^u0, u1, u2, u3, u4, 7 more: /),
    confirmLabel: "Enable 12 users",
  });
});
