import { expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { doubleBill } from "#lib/usage/testing/double-bill";

const db = testDatabase();

test("two billing processes, killed again and again: every byte billed once, every package ends and follows once", async () => {
  const result = await doubleBill(db, {
    seed: 3,
    processes: 2,
    users: 300,
    short: 120,
    reports: 20,
    linesPerUser: 1,
    linesAtOnce: 250,
    maxBacklog: 400,
    livesMs: [200, 2_500],
  });
  const once = Array.from({ length: 120 }, () => 1);
  expect(result).toEqual({
    kills: result.kills,
    lines: 6_000,
    unbilled: 0,
    unfinished: 0,
    events: result.events,
    eventsNotOnce: 0,
    sent: result.sent,
    inEvents: result.sent,
    onItems: result.sent,
    wrongItems: 0,
    consumed: once,
    activated: once,
    otherChanges: 0,
  });
  expect(result.kills).toBeGreaterThanOrEqual(2);
}, 300_000);
