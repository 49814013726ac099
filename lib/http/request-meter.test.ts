import { beforeEach, expect, test } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { countRequest, knowOperation, latencyEdges, measured, requestMeter } from "./request-meter.ts";

beforeEach(() => forgetSingleton("request-meter"));

test.each([
  [204, "2xx"],
  [302, "3xx"],
  [404, "4xx"],
  [503, "5xx"],
  [101, "5xx"],
  [999, "5xx"],
] as const)("status %i counts as %s", (status, kind) => {
  countRequest("aThing", status, 0.001);
  expect(requestMeter().operations.get("aThing")?.[kind]).toBe(1);
  expect(requestMeter()).toMatchObject({ requests: 1, errors: kind === "5xx" ? 1 : 0 });
});

test.each([
  [0, 0],
  [0.001, 0],
  [0.0011, 1],
  [10, latencyEdges.length - 1],
  [11, latencyEdges.length],
])("%f s is in bucket %i", (seconds, bucket) => {
  countRequest("aThing", 200, seconds);
  expect(requestMeter().buckets.findIndex((count) => count > 0)).toBe(bucket);
  expect(requestMeter().totalSeconds).toBe(seconds);
});

test("a declared operation is there before its first request", () => {
  knowOperation("quiet");
  knowOperation("quiet");
  expect([...requestMeter().operations]).toEqual([["quiet", { "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0 }]]);
});

test("a handler is counted with its answer, and as an error when it throws", async () => {
  expect((await measured("aThing", async () => new Response("", { status: 418 }))).status).toBe(418);
  await expect(measured("aThing", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(requestMeter().operations.get("aThing")).toEqual({ "2xx": 0, "3xx": 0, "4xx": 1, "5xx": 1 });
});
