import { expect, test } from "vitest";
import { z } from "zod";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { readMessage } from "./read-message.ts";
import { batchIdOf, readPayload } from "./read-payload.ts";

const times = { now: noon, keptDays: 35 };

/** The payload of an item, written as JSON text. */
function read(kind: string, payload: string, at = noon) {
  const [item] = readMessage(`{"id":"a","ts":"${at.toISOString()}","kind":"${kind}","payload":${payload}}`).items;
  if (!item) throw new Error("No item");
  return readPayload(item, 7, times);
}

test("a batch id follows from server and item, and is a UUID like any other", () => {
  const ids = [batchIdOf(1, "a"), batchIdOf(1, "b"), batchIdOf(2, "a"), batchIdOf(12, "1"), batchIdOf(1, "21")];
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
  // Stored batches are found by it for as long as they are kept: it must never become another one.
  expect(batchIdOf(1, "a")).toBe("985b000b-b4d8-83c9-94f9-40ffca38e5f8");
});

test("usage: counts of any size exact, with the batch id of its item or its own", () => {
  const lines = '"mode":"delta","lines":[{"uid":1,"upload":9007199254740993,"download":0}]';
  expect(read("usage", `{${lines}}`)).toMatchObject({
    kind: "usage",
    report: { nodeServerId: 7, batchId: batchIdOf(7, "a"), lines: [{ upload: 9007199254740993n, at: noon }] },
  });
  const own = "6F9D2C1E-0C1B-4A53-9A53-2F1C2D7F9A10";
  expect(read("usage", `{${lines},"batchId":"${own}"}`)).toMatchObject({ report: { batchId: own.toLowerCase(), batchKey: own } });
});

test.each([
  ["usage", "{}", /^mode: /],
  ["usage", '{"mode":"delta","lines":[],"batchId":"x"}', /^batchId: /],
  ["usage", '{"mode":"cumulative","lines":[]}', /^bootId: /],
  ["heartbeat", '{"cpu":101}', /^cpu: /],
  ["heartbeat", '{"mem":{"used":-1}}', /^mem\.used: /],
  ["telemetry", "{}", /^neither /],
  ["telemetry", '{"msg":"x"}', /^ts: /],
  ["telemetry", '{"msg":"x","ts":"2026-02-30T00:00:00Z"}', /^ts: /],
])("%s %s says what is wrong", (kind, payload, reason) => {
  expect(read(kind, payload)).toEqual({ reason: expect.stringMatching(reason) });
});

test.each([
  ["then", fromNoon({ hours: -5 }), fromNoon({ hours: -5 })],
  ["five minutes ahead", fromNoon({ minutes: 5 }), fromNoon({ minutes: 5 })],
  ["years ahead: at its arrival", fromNoon({ days: 900 }), noon],
  ["before anything that is kept: at its arrival", fromNoon({ days: -900 }), noon],
])("a load was measured %s", (_name, ts, at) => {
  expect(read("heartbeat", '{"cpu":1}', ts)).toEqual({ kind: "heartbeat", load: { cpu: 1 }, at });
});

test("a bare sign of life has no load, and what we do not know of it is no mistake", () => {
  expect(read("heartbeat", "{}")).toEqual({ kind: "heartbeat", load: null, at: noon });
  expect(read("heartbeat", '{"fan":1}')).toEqual({ kind: "heartbeat", load: null, at: noon });
});

test("telemetry keeps the text of its message, in either envelope", () => {
  const v1 = '{"msg":"x", "ts":"2026-11-20T12:00:00Z"}';
  const v2 = '{"id":18446744073709551615,"payload":{"msg":"y"},"ts":"2026-11-20T12:00:00.000001Z"}';
  expect(read("telemetry", v1)).toMatchObject({ message: { nodeId: "0", msg: "x", text: v1 } });
  expect(read("telemetry", v2)).toMatchObject({ message: { nodeId: "18446744073709551615", msg: "y", text: v2 } });
});
