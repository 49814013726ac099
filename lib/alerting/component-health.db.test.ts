import { beforeEach, expect, test } from "vitest";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon } from "#lib/core/testing/instants";
import { recordHealth } from "#lib/health/record-health";
import type { HealthStatus } from "#lib/health/schema";
import { kind } from "./conditions/component-health.ts";

const db = testDatabase();

/** What was found at `seconds` from noon. */
const found = (seconds: number, statuses: Record<string, HealthStatus>) =>
  recordHealth(
    testContext(db, { now: fromNoon({ seconds }) }),
    Object.entries(statuses).map(([name, status]) => ({ name, status, message: "So it is" })),
  );

async function see(params: object, seconds = 0): Promise<string[]> {
  const read = await kind.read(testContext(db, { now: fromNoon({ seconds }) }), [{ id: "rule", params: kind.params.parse(params) }]);
  return (read.get("rule") ?? []).map(({ resource, observation }) => `${resource.name} ${observation}`);
}

beforeEach(() => db.prisma.$executeRaw(sql`truncate component_health, component_health_change, event_log`));

test("each status is one rule's; unknown is degraded, and no evidence of being unhealthy or not", async () => {
  await found(-10, { application: "unknown", database: "unhealthy", jobs: "degraded", queues: "healthy" });
  expect(await see({ status: "unhealthy" })).toEqual(["application no_data", "database true", "jobs false", "queues false"]);
  expect(await see({ status: "degraded" })).toEqual(["application true", "database false", "jobs true", "queues false"]);
  expect(await see({ status: "degraded", components: ["jobs"] })).toEqual(["jobs true"]);
});

test("what nobody has looked at for two minutes is not known", async () => {
  await found(0, { jobs: "healthy" });
  expect(await see({ status: "degraded" }, 120)).toEqual(["jobs false"]);
  expect(await see({ status: "degraded" }, 121)).toEqual(["jobs no_data"]);
});

test("the past: what was true at the start of the range, then every change", async () => {
  for (const [seconds, status] of [
    [-200, "healthy"],
    [-110, "degraded"],
    [-50, "unhealthy"],
    [-20, "healthy"],
  ] as const)
    await found(seconds, { jobs: status });
  const range = { from: fromNoon({ seconds: -100 }), to: fromNoon({ seconds: -20 }) };
  const series = await kind.replay?.(testContext(db), kind.params.parse({ status: "unhealthy" }), range);
  expect(series).toEqual([
    {
      resource: { type: "component", id: "jobs", name: "jobs" },
      points: [
        { at: fromNoon({ seconds: -100 }), observation: "false", value: null },
        { at: fromNoon({ seconds: -50 }), observation: "true", value: null },
      ],
    },
  ]);
});
