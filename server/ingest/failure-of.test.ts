import { expect, test } from "vitest";
import { failureOf } from "./failure-of.ts";

const withCode = (code: string, message = "") => Object.assign(new Error(message), { code });

test.each([
  ["text that is no JSON", withCode("22P02"), "refused"],
  ["a constraint", Object.assign(withCode("23514"), { constraint: "heights_are_positive" }), "refused"],
  ["a day without its partition", withCode("23514", 'no partition of relation "substrate_logs_expiring" found for row'), "away"],
  ["an index entry that is too big", withCode("54000"), "refused"],
  ["the server's time limit", withCode("57014"), "timeout"],
  ["the client's time limit", new Error("Query read timeout"), "timeout"],
  ["PostgreSQL shut down", withCode("57P01"), "away"],
  ["nobody listens", withCode("ECONNREFUSED"), "away"],
  ["a lock", withCode("55P03"), "away"],
  ["a deadlock", withCode("40P01"), "away"],
  ["a full disk", withCode("53100"), "away"],
  ["a broken connection", new Error("Connection terminated unexpectedly"), "away"],
  ["a table that is not there", withCode("42P01"), "unknown"],
  ["a mistake of ours", new TypeError("x is not a function"), "unknown"],
  ["no error at all", "why", "unknown"],
])("%s", (_name, error, expected) => {
  expect(failureOf(error)).toBe(expected);
});
