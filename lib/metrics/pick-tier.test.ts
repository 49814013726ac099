import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { declarations, type Settings } from "#lib/settings/declarations";
import { pickTier } from "./pick-tier.ts";

const settings = Object.fromEntries(Object.entries(declarations).map(([key, { fallback }]) => [key, fallback()])) as unknown as Settings;

test.each([
  ["an hour", { hours: -1 }, 2_000, "30s", 30],
  ["a day in full", { days: -1 }, 2_000, "30s", 60],
  ["a day as a chart", { days: -1 }, 289, "5m", 300],
  ["three days, no longer kept finely", { days: -3 }, 2_000, "5m", 300],
  ["a month as a chart", { days: -30 }, 300, "1h", 10_800],
  ["forty days", { days: -40 }, 2_000, "1h", 3_600],
  ["all there is", { days: -400 }, 2_000, "1h", 18_000],
  ["what nothing keeps", { days: -800 }, 2_000, "1h", 36_000],
] as const)("%s", (_name, back, points, tier, stepSeconds) => {
  expect(pickTier({ from: fromNoon(back), to: noon, points }, settings, noon)).toMatchObject({ tier: { name: tier }, stepSeconds });
});

test("never more points than asked for, wherever the range begins", () => {
  for (let minutes = 1; minutes < 60 * 24 * 40; minutes = Math.ceil(minutes * 1.31)) {
    for (const points of [2, 7, 300, 2_000]) {
      const from = fromNoon({ minutes: -minutes, seconds: -17 });
      const { stepSeconds } = pickTier({ from, to: noon, points }, settings, noon);
      const first = Math.floor(from.getTime() / 1000 / stepSeconds);
      const last = Math.ceil(noon.getTime() / 1000 / stepSeconds) - 1;
      expect(last - first + 1).toBeLessThanOrEqual(points);
    }
  }
});
