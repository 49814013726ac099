import { expect, test } from "vitest";
import { fleetPlan } from "../plan/fleet-plan.ts";
import { awayServer, outageTimes } from "./live-outages.ts";
import { pastOutages } from "./past-outages.ts";

const end = new Date("2026-11-20T12:34:00Z");

test("the past has maintenance, a bad day and shorter failures; outages of one server never touch", () => {
  const outages = pastOutages("test", fleetPlan, end, 30);
  expect(outages.filter((outage) => outage.kind === "maintenance").map((outage) => outage.serverKey)).toEqual(["fra-2", "tyo-1"]);
  expect(outages.some((outage) => outage.to - outage.from > 9 * 3_600_000)).toBe(true);
  expect(outages.length).toBeGreaterThan(8);
  for (const [index, outage] of outages.entries()) {
    expect(outage.from).toBeLessThan(outage.to);
    expect(outage.to).toBeLessThanOrEqual(end.getTime());
    const later = outages.slice(index + 1).find((other) => other.serverKey === outage.serverKey);
    if (later) expect(later.from).toBeGreaterThan(outage.to);
  }
});

test("live, one server at a time is away for longer than the time-out, and every server has its turn", () => {
  const keys = fleetPlan.map((server) => server.key);
  const times = outageTimes(30);
  expect(times.awayMs).toBeGreaterThan(30_000 + 15_000);
  const turns = keys.map((_, period) => awayServer("test", keys, times, period * times.periodMs + times.startsAfterMs));
  expect(new Set(turns)).toEqual(new Set(keys));
  expect(awayServer("test", keys, times, 0)).toBeUndefined();
  expect(awayServer("test", keys, times, times.startsAfterMs + times.awayMs - 1)).toBe(turns[0]);
  expect(awayServer("test", keys, times, times.startsAfterMs + times.awayMs)).toBeUndefined();
});
