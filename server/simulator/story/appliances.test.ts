import { expect, test } from "vitest";
import { forecastFull } from "#lib/appliances/forecast-full";
import { Inventory, TaskChange } from "#lib/appliances/schema";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { appliancePlan } from "../plan/appliance-plan.ts";
import { inventoryOf, usedBytesOf } from "./appliance-story.ts";
import { changeAt, taskOfSlot, taskSlotMs } from "./appliance-tasks.ts";

const since = fromNoon({ days: -30 });

test("what is told is a snapshot as the API takes it, the same each time it is told", () => {
  for (const plan of appliancePlan) {
    const told = inventoryOf("test", plan, since, noon);
    expect(Inventory.safeParse(told).error).toBeUndefined();
    expect(inventoryOf("test", plan, since, noon)).toEqual(told);
  }
});

test("one repository fills: past 80 % within the month, full about two weeks later; no other is near", () => {
  const forecasts = appliancePlan.flatMap(({ repositories }) =>
    repositories.map((repository) => {
      const points = Array.from({ length: 30 }, (_, day) => fromNoon({ days: day - 29 })).map((at) => ({
        at,
        usedBytes: usedBytesOf("test", repository, since, at),
      }));
      const used = usedBytesOf("test", repository, since, noon);
      const { fullAt } = forecastFull(points, repository.totalBytes, used, noon);
      return { id: repository.id, percent: Number((used * 100n) / repository.totalBytes), fullAt };
    }),
  );
  const nightly = forecasts.find(({ id }) => id === "nightly");
  expect(nightly?.percent).toBeGreaterThan(80);
  expect(Date.parse(nightly?.fullAt ?? "")).toBeGreaterThan(fromNoon({ days: 10 }).getTime());
  expect(Date.parse(nightly?.fullAt ?? "")).toBeLessThan(fromNoon({ days: 20 }).getTime());
  expect(forecasts.filter(({ percent }) => percent >= 80).map(({ id }) => id)).toEqual(["nightly"]);
});

test("tasks begin, go on and end; some fail", () => {
  const [plan] = appliancePlan;
  if (!plan) throw new Error("no plan");
  const first = Math.floor(noon.getTime() / taskSlotMs);
  const tasks = Array.from({ length: 300 }, (_, index) => taskOfSlot("test", plan, first + index));
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(300);
  for (const task of tasks) {
    expect(changeAt(task, new Date(task.startsAt.getTime() - 1))).toBeUndefined();
    expect(changeAt(task, task.startsAt)).toMatchObject({ status: "running", progressPercent: 0 });
    const end = changeAt(task, task.endsAt);
    expect(TaskChange.safeParse(end).error).toBeUndefined();
    expect(end?.status).toBe(task.isFailing ? "failed" : "completed");
  }
  const failing = tasks.filter(({ isFailing }) => isFailing).length;
  expect(failing).toBeGreaterThan(5);
  expect(failing).toBeLessThan(60);
});
