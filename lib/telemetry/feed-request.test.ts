import { expect, test } from "vitest";
import { readFeedRequest } from "./feed-request.ts";
import { readMicros } from "./micros.ts";

const subscribe = { peer_id: "p1", msg: "tracing.profiling", interest: "subscribe", start_time: "2020-03-25T13:17:09.008533" };
const read = (message: unknown) => readFeedRequest(JSON.stringify(message));

test("raw messages since a time, as the original's page asks for them", () => {
  expect(read(subscribe)).toEqual({
    interest: "subscribe",
    peerId: "p1",
    msg: "tracing.profiling",
    start: readMicros("2020-03-25T13:17:09.008533Z"),
    aggregate: undefined,
  });
});

test.each(["mean", "median", "min", "max", "percentile90"])("%s per interval", (type) => {
  expect(read({ ...subscribe, aggregate_type: type, aggregate_interval: 2 })).toMatchObject({ aggregate: { type, intervalS: 2 } });
});

test.each([
  ["an empty type", { aggregate_type: "", aggregate_interval: 2 }],
  ["nulls", { aggregate_type: null, aggregate_interval: null }],
])("%s asks for raw messages", (_name, extra) => {
  expect(read({ ...subscribe, ...extra })).toMatchObject({ aggregate: undefined });
});

test("no more of it, whatever else is said", () => {
  expect(read({ ...subscribe, interest: "unsubscribe" })).toEqual({ interest: "unsubscribe", peerId: "p1", msg: "tracing.profiling" });
});

test.each([
  ["no JSON", "subscribe", /not valid JSON/],
  ["a list", "[]", /must be a JSON object/],
  ["null", "null", /must be a JSON object/],
  ["no interest", JSON.stringify({ ...subscribe, interest: undefined }), /^interest: /],
  ["another interest", JSON.stringify({ ...subscribe, interest: "listen" }), /^interest: must be either subscribe or unsubscribe/],
  ["no peer", JSON.stringify({ ...subscribe, peer_id: undefined }), /^peer_id: /],
  ["no type", JSON.stringify({ ...subscribe, msg: 7 }), /^msg: /],
  ["no time", JSON.stringify({ ...subscribe, start_time: undefined }), /^start_time: must be ISO 8601/],
  ["a time that is none", JSON.stringify({ ...subscribe, start_time: "now" }), /^start_time: must be ISO 8601/],
  ["an unknown aggregate", JSON.stringify({ ...subscribe, aggregate_type: "sum", aggregate_interval: 1 }), /^aggregate_type: /],
  ["an aggregate without interval", JSON.stringify({ ...subscribe, aggregate_type: "mean" }), /^aggregate_interval: must be given/],
  ["an interval of nothing", JSON.stringify({ ...subscribe, aggregate_type: "mean", aggregate_interval: 0 }), /^aggregate_interval: /],
  [
    "half a second",
    JSON.stringify({ ...subscribe, aggregate_type: "mean", aggregate_interval: 0.5 }),
    /^aggregate_interval: must be whole seconds/,
  ],
  [
    "blocks aggregated",
    JSON.stringify({ ...subscribe, msg: "block.import", aggregate_type: "mean", aggregate_interval: 1 }),
    /^aggregate_type: only tracing/,
  ],
  ["a misspelt name", JSON.stringify({ ...subscribe, agregate_type: "mean" }), /^agregate_type: Unknown parameter/],
  ["a NUL", JSON.stringify({ ...subscribe, peer_id: "a\0" }), /^peer_id: /],
])("%s is refused by name", (_name, text, error) => {
  expect(readFeedRequest(text)).toEqual({ error: expect.stringMatching(error) });
});
