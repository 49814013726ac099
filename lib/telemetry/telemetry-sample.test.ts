import { expect, test } from "vitest";
import { dropReasons, newTelemetryCounters } from "./counters.ts";
import { TelemetrySample, telemetrySample } from "./telemetry-sample.ts";

test("a process that takes no telemetry says zeros, and no buffer", () => {
  const sample = telemetrySample(newTelemetryCounters());
  expect(TelemetrySample.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  expect([sample.received, sample.buffer]).toEqual([0, null]);
  expect(Object.keys(sample.dropped)).toEqual([...dropReasons]);
});

test("a sample is of its moment", () => {
  const counters = newTelemetryCounters();
  counters.look = () => ({ bufferedBytes: 5, bufferLimitBytes: 10, oldestUnsavedMs: null });
  const before = telemetrySample(counters);
  counters.dropped.bad_json += 1;
  counters.batchSizes.buckets[0] = 1;
  expect(before.dropped.bad_json).toBe(0);
  expect(before.batchSizes.buckets[0]).toBe(0);
  expect(before.buffer).toEqual({ bytes: 5, limitBytes: 10, oldestUnsavedMs: null });
});
