import { expect, test } from "vitest";
import type { ApiKeyState } from "#lib/auth/schema";
import { type ExpiryPreset, expiryOf, keyMarks, keyState } from "./key-state.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const [before, after] = ["2026-11-20T11:59:59.000Z", "2026-11-20T12:00:01.000Z"];

test.each<[string, string | null, string | null, ApiKeyState]>([
  ["without an end", null, null, "active"],
  ["its end is to come", after, null, "active"],
  ["its end is this moment", now.toISOString(), null, "expired"],
  ["its end is past", before, null, "expired"],
  ["revoked", null, before, "revoked"],
  ["revoked, and its end is past", before, before, "revoked"],
])("a key: %s", (_name, expiresAt, revokedAt, state) => {
  expect(keyState({ expiresAt, revokedAt }, now)).toBe(state);
});

test("only an active key is green", () => {
  expect(Object.entries(keyMarks).filter(([, { tone }]) => tone === "ok")).toEqual([["active", keyMarks.active]]);
});

test.each<[ExpiryPreset, string | undefined, string | undefined | null]>([
  ["30", undefined, "2026-12-20T12:00:00.000Z"],
  ["365", undefined, "2027-11-20T12:00:00.000Z"],
  ["never", after, undefined],
  ["custom", after, after],
  ["custom", undefined, null],
])("an expiry: %s %s", (preset, custom, expected) => {
  const expiry = expiryOf(preset, custom === undefined ? undefined : new Date(custom), now);
  expect(expiry instanceof Date ? expiry.toISOString() : expiry).toBe(expected);
});
