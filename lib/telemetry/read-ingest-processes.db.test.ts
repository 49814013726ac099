import { afterEach, expect, test } from "vitest";
import { processName } from "#lib/core/process-name";
import { forgetSingleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { newTelemetryCounters, telemetryCounters } from "./counters.ts";
import { readIngestProcesses } from "./read-ingest-processes.ts";
import { telemetrySample } from "./telemetry-sample.ts";

const db = testDatabase();
afterEach(() => forgetSingleton("telemetry-counters"));

const look = () => ({ bufferedBytes: 1, bufferLimitBytes: 2, oldestUnsavedMs: null });
const report = (name: string, telemetry: unknown, seenAt = noon) =>
  db.prisma.$executeRaw(sql`insert into metric_process (name, host, roles, started_at, seen_at, sample)
    values (${name}, 'h', '{}', ${noon}, ${seenAt}, ${JSON.stringify({ telemetry })}::jsonb)`);

test("those that take telemetry and were heard of, this one as it is now", async () => {
  const taking = telemetrySample({ ...newTelemetryCounters(), received: 9, look });
  await report("b:1", taking);
  await report("c:1", telemetrySample(newTelemetryCounters()));
  await report("d:1", taking, fromNoon({ seconds: -46 }));
  await report("e:1", { received: "many" });
  await report("f:1", undefined);
  await report(processName(), taking);
  expect((await readIngestProcesses(db, noon)).map(({ name }) => name)).toEqual(["b:1"]);
  Object.assign(telemetryCounters(), { received: 5, look });
  const found = await readIngestProcesses(db, noon);
  expect(found.map(({ name, sample }) => [name, sample.received])).toEqual([
    ["b:1", 9],
    [processName(), 5],
  ]);
});
