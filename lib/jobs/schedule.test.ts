import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { describeSchedule, lagMs, latestSlot, mayStillStart, nextSlot } from "#lib/jobs/schedule";

const quarterMinute = { everySeconds: 15 };
const hourly = { cron: "0 * * * *" };

test.each([
  { name: "on the slot", schedule: quarterMinute, now: noon, latest: noon, next: fromNoon({ seconds: 15 }) },
  { name: "within it", schedule: quarterMinute, now: fromNoon({ seconds: 14.9 }), latest: noon, next: fromNoon({ seconds: 15 }) },
  { name: "cron", schedule: hourly, now: fromNoon({ minutes: 59 }), latest: noon, next: fromNoon({ hours: 1 }) },
  { name: "on demand", schedule: { onDemand: true as const }, now: noon, latest: undefined, next: undefined },
])("slots: $name", ({ schedule, now, latest, next }) => {
  expect([latestSlot(schedule, now), nextSlot(schedule, now)]).toEqual([latest, next]);
});

test.each([
  { name: "on time", late: 0, may: true },
  { name: "just in time", late: 300, may: true },
  { name: "too late", late: 300.001, may: false },
])("a slot with five minutes: $name", ({ late, may }) => {
  expect(mayStillStart(noon, 300_000, fromNoon({ seconds: late }))).toBe(may);
});

const at = (seconds: number) => fromNoon({ seconds });
test.each([
  { name: "never ran and is due", last: undefined, now: at(5), lag: 5_000 },
  { name: "ran two seconds late", last: { dueAt: noon, startedAt: at(2) }, now: at(5), lag: 2_000 },
  { name: "waits", last: { dueAt: noon, startedAt: null }, now: at(5), lag: 5_000 },
  { name: "the next slot has no run yet", last: { dueAt: noon, startedAt: at(2) }, now: at(16), lag: 1_000 },
])("lag: $name", ({ last, now, lag }) => {
  expect(lagMs(quarterMinute, 15_000, last, now)).toBe(lag);
});

test("lag: a slot too old to start is not due, and nothing ran", () => {
  expect(lagMs(hourly, 300_000, undefined, fromNoon({ minutes: 10 }))).toBeUndefined();
  expect(lagMs({ onDemand: true }, 0, undefined, noon)).toBeUndefined();
});

test.each([
  [quarterMinute, "every 15 s"],
  [{ everySeconds: 300 }, "every 5 min"],
  [hourly, "0 * * * * UTC"],
  [{ onDemand: true as const }, "on demand"],
])("%j is %s", (schedule, words) => {
  expect(describeSchedule(schedule)).toBe(words);
});
