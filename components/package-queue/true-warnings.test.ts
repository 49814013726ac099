import { expect, test } from "vitest";
import type { PackageWarningKind } from "#lib/package-queue/schema";
import { trueWarnings } from "./true-warnings.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const at = now.toISOString();
const cases: [name: string, given: PackageWarningKind[], usedShare: number, expiresAt: string | null, shown: PackageWarningKind[]][] = [
  ["nothing was said", [], 0.99, "2026-11-20T13:00:00.000Z", []],
  ["80 %", ["used_80"], 0.81, null, ["used_80"]],
  ["95 % takes the place of 80 %", ["used_80", "used_95"], 0.96, null, ["used_95"]],
  ["a raised quota goes back to 80 %", ["used_80", "used_95"], 0.9, null, ["used_80"]],
  ["a raised quota takes it back", ["used_80", "used_95"], 0.4, null, []],
  ["an overrun", ["used_95"], 1.2, null, ["used_95"]],
  ["a week", ["expires_7d"], 0, "2026-11-26T12:00:00.000Z", ["expires_7d"]],
  ["a day takes the place of the week", ["expires_7d", "expires_1d"], 0, "2026-11-21T11:00:00.000Z", ["expires_1d"]],
  ["both sorts", ["used_80", "expires_7d"], 0.85, "2026-11-25T12:00:00.000Z", ["used_80", "expires_7d"]],
];

test.each(cases)("%s", (_, given, usedShare, expiresAt, shown) => {
  expect(trueWarnings({ warnings: given.map((kind) => ({ kind, at })), usedShare, expiresAt }, now)).toEqual(shown);
});
