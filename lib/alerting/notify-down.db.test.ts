import { expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { notifyDown } from "./testing/notify-down.ts";

const db = testDatabase();

test("mail server away, a hook that hangs, the notifier killed again and again: nothing lost, nothing told twice, nobody else delayed", async () => {
  let state = 11;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const result = await notifyDown(db, { alerts: 30, kills: 3, random });
  expect(result).toMatchObject({ kills: 3, alerts: 30, delayed: 0, lost: 0, given: 0, notOnce: 0 });
  expect(result.notices).toBeGreaterThanOrEqual(21);
}, 240_000);
