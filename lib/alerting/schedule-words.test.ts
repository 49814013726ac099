import { expect, test } from "vitest";
import type { Schedule } from "./maintenance-window.ts";
import { scheduleInWords } from "./schedule-words.ts";

const weekly = { kind: "weekly", days: [7, 6], at: "03:30", minutes: 120, timeZone: "Europe/Berlin" } as const;

test.each<[string, Schedule, string]>([
  ["days in the order of the week", { ...weekly, days: [7, 6] }, "Saturday and Sunday at 03:30 for 2 h, Europe/Berlin"],
  ["one day, said twice", { ...weekly, days: [1, 1] }, "Monday at 03:30 for 2 h, Europe/Berlin"],
  ["three days", { ...weekly, days: [1, 3, 5] }, "Monday, Wednesday and Friday at 03:30 for 2 h, Europe/Berlin"],
  ["all days", { ...weekly, days: [1, 2, 3, 4, 5, 6, 7], minutes: 45 }, "Every day at 03:30 for 45 min, Europe/Berlin"],
  ["once", { kind: "once", from: "2026-11-20T10:00:00Z", to: "2026-11-20T11:00:00Z" }, "Once, for 1 h"],
])("%s", (_, schedule, words) => {
  expect(scheduleInWords(schedule)).toBe(words);
});
