import { beforeEach, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { transaction } from "#lib/core/transaction";
import { writePoints } from "#lib/metrics/write-points";
import { conditionOf } from "./condition-registry.ts";

const db = testDatabase();
const ctx = testContext(db, { now: noon });
const kindOf = () => {
  const kind = conditionOf("metric_threshold");
  if (!kind?.replay) throw new Error("No such kind");
  return { ...kind, replay: kind.replay };
};

const write = (seconds: number, value: number, host?: string, name = "system.cpuUsagePercent") =>
  transaction(db, (tx) => writePoints(tx, fromNoon({ seconds }), [{ name, labels: host ? { host } : {}, value }]));

/** What one rule sees now: `name observation value`. */
async function see(params: object = {}): Promise<string[]> {
  const kind = kindOf();
  const found = await kind.read(ctx, [{ id: "rule", params: kind.params.parse(params) }]);
  return (found.get("rule") ?? []).map(({ resource, observation, value }) => `${resource.name} ${observation} ${value ?? "-"}`);
}

beforeEach(async () => {
  await db.prisma.$executeRaw(sql`truncate metric_series cascade`);
});

test("each host by itself; the aggregate of the window decides, without what is before it", async () => {
  for (const [seconds, value] of [
    [-400, 100],
    [-300, 100],
    [-90, 95],
    [-60, 99],
    [-30, 91],
  ] as const)
    await write(seconds, value, "alpha");
  await write(-30, 5, "beta");
  const of = (value: number, observation: string) => [
    `system.cpuUsagePercent of alpha ${observation} ${value}`,
    "system.cpuUsagePercent of beta false 5",
  ];
  expect(await see()).toEqual(of(95, "true"));
  expect(await see({ aggregate: "min", threshold: 91 })).toEqual(of(91, "false"));
  expect(await see({ aggregate: "min", threshold: 91, comparison: ">=" })).toEqual(of(91, "true"));
  expect(await see({ aggregate: "max", threshold: 98 })).toEqual(of(99, "true"));
  expect(await see({ aggregate: "last", threshold: 50 })).toEqual(of(91, "true"));
  expect((await see({ comparison: "<", threshold: 10 }))[1]).toBe("system.cpuUsagePercent of beta true 5");
});

test("what is not collected is not known: a silent host, and a metric that never was", async () => {
  await write(-301, 99, "alpha");
  expect(await see()).toEqual(["system.cpuUsagePercent of alpha no_data -"]);
  expect(await see({ metric: "api.errorRate" })).toEqual(["api.errorRate no_data -"]);
  await write(-90_000, 99, "gone");
  expect(await see()).toEqual(["system.cpuUsagePercent of alpha no_data -"]);
});

test("2,000 rules are one query", async () => {
  await write(-30, 50, "alpha");
  const kind = kindOf();
  const rules = Array.from({ length: 2_000 }, (_, index) => ({
    id: String(index),
    params: kind.params.parse({ threshold: index % 100, windowMinutes: 1 + (index % 60) }),
  }));
  let queries = 0;
  const counting = {
    ...ctx,
    db: {
      ...db,
      rows: ((...asked: Parameters<typeof db.rows>) => {
        queries += 1;
        return db.rows(...asked);
      }) as typeof db.rows,
    },
  };
  const found = await kind.read(counting, rules);
  expect([queries, found.size]).toEqual([1, 2_000]);
  expect([...found.values()].filter(([reading]) => reading?.observation === "true")).toHaveLength(1_000);
});

test.each([
  [{ metric: "system.nothing" }, "there is no metric of this name"],
  [{ windowMinutes: 0 }, "Too small"],
  [{ comparison: "=" }, "Invalid option"],
])("%j is refused", (params, says) => {
  expect(JSON.stringify(kindOf().params.safeParse(params).error?.issues)).toContain(says);
});

test("in plain words, with the unit", () => {
  const kind = kindOf();
  expect(kind.words(kind.params.parse({}))).toBe("the mean of system.cpuUsagePercent over 5 min is > 90 %");
  expect(kind.words(kind.params.parse({ metric: "fleet.servers", comparison: "<", threshold: 3, aggregate: "last" }))).toBe(
    "the last of fleet.servers over 5 min is < 3",
  );
});

test("would have fired: through the same window, and silences are no data", async () => {
  for (const [seconds, value] of [
    [-3_600, 50],
    [-3_570, 150],
    [-3_540, 150],
    [-1_800, 10],
  ] as const)
    await write(seconds, value, "alpha");
  const kind = kindOf();
  const params = kind.params.parse({ threshold: 90, windowMinutes: 1 });
  const [series] = await kind.replay(ctx, params, { from: fromNoon({ hours: -2 }), to: noon });
  expect(series?.resource.name).toBe("system.cpuUsagePercent of alpha");
  expect(
    series?.points.map(({ at, observation, value }) => [(at.getTime() - noon.getTime()) / 1000, observation, value && Math.round(value)]),
  ).toEqual([
    [-3_600, "false", 50],
    [-3_570, "true", 100],
    [-3_540, "true", 117],
    [-3_480, "no_data", null],
    [-1_800, "false", 10],
    [-1_740, "no_data", null],
  ]);
});

test("the past beyond the finest resolution is read from the hours", async () => {
  const hoursAgo = 24 * 40;
  await write(-hoursAgo * 3_600, 80, "alpha");
  await write(-hoursAgo * 3_600 + 30, 100, "alpha");
  await write(-30, 1, "alpha");
  const kind = kindOf();
  const [series] = await kind.replay(ctx, kind.params.parse({ threshold: 85 }), {
    from: fromNoon({ days: -41 }),
    to: fromNoon({ days: -39 }),
  });
  expect(series?.points).toEqual([
    { at: fromNoon({ hours: -hoursAgo + 1 }), observation: "true", value: 90 },
    { at: fromNoon({ hours: -hoursAgo + 2 }), observation: "no_data", value: null },
  ]);
});
