import { expect, test } from "vitest";
import type { Database } from "#lib/core/database";
import type { Check, Finding } from "./check.ts";
import { overallStatus } from "./overall-status.ts";
import { type CheckMemory, runChecks } from "./run-checks.ts";
import type { HealthStatus } from "./schema.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
/** These checks look at nothing. */
const ctx = { db: {} as Database, now };
const fine: Finding = { status: "healthy", message: "Fine", details: {} };

function check(name: string, read: () => Promise<unknown>, needsDatabase = false): Check {
  return { name, needsDatabase, read, decide: () => fine };
}
const good = check("good", async () => 1);
const newMemory = (): CheckMemory => ({ hanging: new Set(), absent: new Set() });
const run = async (checks: Check[], memory = newMemory(), isAway = false) =>
  (await runChecks(ctx, checks, { isAway, limitMs: 20, memory })).map(({ name, status, message }) => `${name} ${status}: ${message}`);

test("one that hangs is unknown, holds up nobody, and is not asked again until it has ended", async () => {
  const memory = newMemory();
  let end = () => {};
  let asked = 0;
  const stuck = check("stuck", () => {
    asked++;
    return new Promise((resolve) => {
      end = () => resolve(1);
    });
  });
  expect(await run([stuck, good], memory)).toEqual(["stuck unknown: The check did not end within 0.02 s", "good healthy: Fine"]);
  expect(await run([stuck, good], memory)).toEqual(["stuck unknown: The former check has not ended yet", "good healthy: Fine"]);
  expect(asked).toBe(1);
  end();
  await new Promise((resolve) => setImmediate(resolve));
  await run([stuck], memory);
  expect(asked).toBe(2);
});

test("one that fails is unknown and says why; one that this installation has not is not mentioned", async () => {
  const broken = check("broken", () => Promise.reject(new Error("no such table")));
  const absent = check("absent", async () => undefined);
  expect(await run([broken, absent, good])).toEqual(["broken unknown: The check failed: no such table", "good healthy: Fine"]);
});

test("what was not there before the database went away is not mentioned while it is", async () => {
  const memory = newMemory();
  const optional = check("optional", async () => undefined, true);
  await run([optional], memory);
  expect(await run([optional, good], memory, true)).toEqual(["good healthy: Fine"]);
});

test("while the database is away, what needs it is not started", async () => {
  const needing = check("needing", () => Promise.reject(new Error("was started")), true);
  const expected = ["needing unknown: Not looked at: the database does not answer", "good healthy: Fine"];
  expect(await run([needing, good], newMemory(), true)).toEqual(expected);
  const refused = check("needing", () => Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })), true);
  expect(await run([refused, good])).toEqual(expected);
});

test.each<[HealthStatus[], string]>([
  [["healthy", "healthy"], "healthy"],
  [["healthy", "degraded"], "degraded"],
  [["healthy", "unknown"], "degraded"],
  [["unknown", "degraded", "unhealthy"], "unhealthy"],
  [[], "degraded"],
])("%j is %s", (statuses, overall) => {
  expect(overallStatus(statuses)).toBe(overall);
});
