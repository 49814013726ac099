import { describe, expect, test } from "vitest";
import type { QueueItem, UserPackages } from "#lib/package-queue/schema";
import { planQueue } from "./plan-queue.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const item = (packageName: string, days = 30): QueueItem => ({
  id: crypto.randomUUID(),
  userId: "u",
  uid: 1,
  userEmail: "user@example.test",
  packageId: "p",
  series: "s",
  packageName,
  byOrder: null,
  status: "in_queue",
  consumedBy: null,
  createdAt: "2026-11-01T00:00:00.000Z",
  activatedAt: null,
  expiresAt: null,
  endedAt: null,
  trafficLimit: "1000",
  expireSeconds: days * 86_400,
  adjustQuota: "0",
  used: { upload: "0", download: "0" },
});
const active = (change: Partial<NonNullable<UserPackages["active"]>> = {}): UserPackages["active"] => ({
  ...item("Now"),
  status: "active",
  expiresAt: "2026-12-01T00:00:00.000Z",
  quota: "1000",
  usedTotal: "0",
  left: "1000",
  usedShare: 0,
  forecastEmptyAt: null,
  warnings: [],
  ...change,
});
const times = (packages: Pick<UserPackages, "active" | "queue">) =>
  planQueue(packages, now).map(({ after, latestStart, expectedStart, latestEnd }) => [after, latestStart, expectedStart, latestEnd]);

describe("what waits", () => {
  test("starts after the one before it, at the latest when that one's time is over", () =>
    expect(times({ active: active(), queue: [item("Next", 10), item("Last", 1)] })).toEqual([
      [0, "2026-12-01T00:00:00.000Z", null, "2026-12-11T00:00:00.000Z"],
      [1, "2026-12-11T00:00:00.000Z", null, "2026-12-12T00:00:00.000Z"],
    ]));
  test("the first is expected when the forecast says that the active one runs out", () =>
    expect(times({ active: active({ forecastEmptyAt: "2026-11-25T00:00:00.000Z" }), queue: [item("Next"), item("Last")] })).toMatchObject([
      [0, "2026-12-01T00:00:00.000Z", "2026-11-25T00:00:00.000Z", "2026-12-31T00:00:00.000Z"],
      [1, "2026-12-31T00:00:00.000Z", null, "2027-01-30T00:00:00.000Z"],
    ]));
  test("after one without an end nothing is certain", () =>
    expect(times({ active: active({ expiresAt: null }), queue: [item("Next")] })).toEqual([[0, null, null, null]]));
  test("starts now when nothing is active", () =>
    expect(times({ active: null, queue: [item("Next", 1)] })).toEqual([[null, now.toISOString(), null, "2026-11-21T12:00:00.000Z"]]));
  test("nothing", () => expect(planQueue({ active: active(), queue: [] }, now)).toEqual([]));
});
