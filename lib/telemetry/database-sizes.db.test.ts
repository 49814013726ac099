import { beforeAll, expect, test } from "vitest";
import { keyActor, testContext } from "#lib/auth/testing/context";
import { testDatabase } from "#lib/core/testing/database";
import { showDatabaseSizes } from "#lib/telemetry/show-database-sizes";
import { keepDays, keepLogs } from "#lib/telemetry/testing/kept-telemetry";

const db = testDatabase();
const reader = testContext(db, { actor: keyActor(["telemetry:read"]) });
beforeAll(() => keepDays(db, 1, 1));

test("every table once, its partitions counted in it; days of messages, newest first", async () => {
  const createdAt = "2026-11-20T11:00:00Z";
  await keepLogs(
    db,
    Array.from({ length: 500 }, () => ({
      peerId: "p1",
      msg: "a",
      createdAt,
      frame: JSON.stringify({ msg: "a", filler: "x".repeat(1_000) }),
    })),
  );
  await db.pool.query("analyze substrate_logs");
  const { totalBytes, relations, days } = await showDatabaseSizes(reader, {});
  const logs = relations.find(({ relation }) => relation === "substrate_logs");
  expect(logs).toMatchObject({ rowsEstimate: 500 });
  expect(logs?.partitions).toBeGreaterThanOrEqual(6);
  expect(Number(logs?.bytes)).toBeGreaterThan(500_000);
  expect(Number(totalBytes)).toBeGreaterThan(Number(logs?.bytes));
  expect(relations.map(({ relation }) => relation)).toEqual(expect.arrayContaining(["app_user", "telemetry_node"]));
  expect(relations.filter(({ relation }) => relation.includes("_p2026"))).toEqual([]);
  const sizes = relations.map(({ bytes }) => Number(bytes));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(days.find(({ day, audit }) => day === "2026-11-20" && !audit)).toMatchObject({ rowsEstimate: 500 });
  expect(days.find(({ day, audit }) => day === "2026-11-20" && audit)).toMatchObject({ rowsEstimate: 0 });
  expect(days.map(({ day }) => day)).toEqual(
    days
      .map(({ day }) => day)
      .sort()
      .reverse(),
  );
});

test("without the permission nothing", async () => {
  await expect(showDatabaseSizes(testContext(db, { actor: keyActor(["fleet:read"]) }), {})).rejects.toMatchObject({ code: "forbidden" });
});
