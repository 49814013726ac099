import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { dueWarnings } from "./due-warnings.ts";

const item = { used: 0n, quota: 1000n, activatedAt: fromNoon({ days: -20 }), expiresAt: fromNoon({ days: 10 }) };

test.each([
  ["nothing to say", {}, []],
  ["just below 80 %", { used: 799n }, []],
  ["80 %", { used: 800n }, ["used_80"]],
  ["95 % in one leap", { used: 950n }, ["used_80", "used_95"]],
  ["80 % of a quota that does not divide", { used: 2n, quota: 3n }, []],
  ["no quota at all", { used: 5n, quota: 0n }, []],
  ["a quota beyond 2^53", { used: 8762203435012037017n, quota: 9223372036854775807n }, ["used_80", "used_95"]],
  ["7 days and a second", { expiresAt: fromNoon({ days: 7, seconds: 1 }) }, []],
  ["7 days", { expiresAt: fromNoon({ days: 7 }) }, ["expires_7d"]],
  ["a day", { expiresAt: fromNoon({ days: 1 }) }, ["expires_7d", "expires_1d"]],
  ["over", { expiresAt: noon }, []],
  ["a week's package in its first moment", { activatedAt: noon, expiresAt: fromNoon({ days: 7 }) }, []],
  ["a week's package on its last day", { activatedAt: fromNoon({ days: -6 }), expiresAt: fromNoon({ days: 1 }) }, ["expires_1d"]],
  ["a day's package in its last hour", { activatedAt: fromNoon({ hours: -23 }), expiresAt: fromNoon({ hours: 1 }) }, []],
  ["no end in time", { expiresAt: null }, []],
])("%s", (_name, change, kinds) => {
  expect(dueWarnings({ ...item, ...change }, noon)).toEqual(kinds);
});
