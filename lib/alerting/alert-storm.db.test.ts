import { expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { alertStorm } from "./testing/alert-storm.ts";

const db = testDatabase();

test("a storm: one open alert for each thing, a few notices, every critical one named once", async () => {
  testEnvironment({});
  let state = 7;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const storm = await alertStorm(db, { triggers: 2_000, fingerprints: 600, perPost: 100, random });
  expect(storm).toMatchObject({ doubled: 0, unnamed: 0, toldTwice: 0 });
  expect(storm.alerts).toBeGreaterThan(500);
  expect(storm.critical).toBeGreaterThan(100);
  // Five countries, each told at first and once more at the end of its interval.
  expect(storm.notices).toBeLessThanOrEqual(15);
}, 120_000);
