import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { endOfItem } from "./end-of-item.ts";

const item = { used: 0n, quota: 1000n, activatedAt: fromNoon({ days: -1 }), expiresAt: fromNoon({ days: 29 }) };
const traffic = { by: "traffic", at: noon };

test.each([
  ["untouched", {}, undefined],
  ["one byte is left", { used: 999n }, undefined],
  ["used up to the byte", { used: 1000n }, traffic],
  ["overrun", { used: 5000n }, traffic],
  ["an adjustment took what was left", { used: 10n, quota: 10n }, traffic],
  ["an adjustment took more than there was", { used: 10n, quota: -500n }, traffic],
  ["an adjustment gave more", { used: 1000n, quota: 1001n }, undefined],
  ["no time limit", { expiresAt: null }, undefined],
  ["a second before its expiry", { expiresAt: fromNoon({ seconds: 1 }) }, undefined],
  ["at its expiry", { expiresAt: noon }, { by: "time", at: noon }],
  ["found an hour after its expiry", { expiresAt: fromNoon({ hours: -1 }) }, { by: "time", at: fromNoon({ hours: -1 }) }],
  ["over in both ways", { used: 1000n, expiresAt: fromNoon({ hours: -1 }) }, { by: "time", at: fromNoon({ hours: -1 }) }],
  ["begun after we began to look", { used: 1000n, activatedAt: fromNoon({ seconds: 3 }) }, { by: "traffic", at: fromNoon({ seconds: 3 }) }],
])("%s", (_name, change, end) => {
  expect(endOfItem({ ...item, ...change }, noon)).toEqual(end);
});
