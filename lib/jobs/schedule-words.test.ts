import { expect, test } from "vitest";
import { scheduleWords } from "#lib/jobs/schedule-words";
import type { Schedule } from "#lib/jobs/schema";

test.each<[Schedule, string]>([
  [{ everySeconds: 15 }, "every 15 s"],
  [{ everySeconds: 60 }, "every minute"],
  [{ everySeconds: 300 }, "every 5 min"],
  [{ onDemand: true }, "on demand"],
  [{ cron: "* * * * *" }, "every minute"],
  [{ cron: "*/5 * * * *" }, "every 5 min"],
  [{ cron: "*/7 * * * *" }, "*/7 * * * * UTC"],
  [{ cron: "0 * * * *" }, "hourly at :00"],
  [{ cron: "7,37 * * * *" }, "hourly at :07 and :37"],
  [{ cron: "41 3 * * *" }, "daily at 03:41 UTC"],
  [{ cron: "0 15,3 * * *" }, "daily at 03:00 and 15:00 UTC"],
  [{ cron: "0 */2 * * *" }, "0 */2 * * * UTC"],
  [{ cron: "30 4 * * 1" }, "Mondays at 04:30 UTC"],
  [{ cron: "30 4 * * 7,1,3" }, "Sundays, Mondays and Wednesdays at 04:30 UTC"],
  [{ cron: "0 2 1 * *" }, "day 1 of the month at 02:00 UTC"],
  [{ cron: "0 2 1 * 1" }, "0 2 1 * 1 UTC"],
  [{ cron: "0 2 1 1 *" }, "0 2 1 1 * UTC"],
])("%j is %s", (schedule, words) => {
  expect(scheduleWords(schedule)).toBe(words);
});
