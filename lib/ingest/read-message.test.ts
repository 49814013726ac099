import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { readMessage } from "./read-message.ts";

const ts = "2026-11-20T12:00:00Z";
const good = { id: "a", ts, kind: "heartbeat", payload: {} };
const read = (value: unknown) => readMessage(JSON.stringify(value));

test("one item, or a list of them", () => {
  expect(read(good)).toMatchObject({ items: [{ id: "a", kind: "heartbeat", at: noon, payload: "{}" }], refused: [] });
  expect(read([good, { ...good, id: "b" }]).items.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(readMessage("[]")).toEqual({ items: [], refused: [] });
});

test("the payload stays what was written, to the last digit", () => {
  const text = `{"payload": {"id":18446744073709551615, "x": 1.10e0, "s":"\\u0000\\ud800"} ,"id":"a","ts":"${ts}","kind":"telemetry"}`;
  expect(readMessage(text).items).toMatchObject([{ payload: '{"id":18446744073709551615, "x": 1.10e0, "s":"\\u0000\\ud800"}' }]);
});

const tower = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`) as unknown;

test.each([
  ["no id", { id: undefined }, null, /^id: /],
  ["an empty id", { id: "" }, null, /^id: /],
  ["an id that is too long", { id: "x".repeat(65) }, null, /^id: /],
  ["an id with NUL", { id: "a\0" }, null, /^id: /],
  ["an id with half a character", { id: "a\ud800" }, null, /^id: /],
  ["a number for an id", { id: 1 }, null, /^id: /],
  ["a kind that there is not", { kind: "metrics" }, "a", /^kind: /],
  ["no instant", { ts: undefined }, "a", /^ts: /],
  ["a day that does not exist", { ts: "2026-02-30T00:00:00Z" }, "a", /^ts: /],
  ["a time without a zone", { ts: "2026-11-20T12:00:00" }, "a", /^ts: /],
  ["no payload", { payload: undefined }, "a", /^payload: /],
  ["a list for a payload", { payload: [] }, "a", /^payload: /],
  ["a tower", { payload: { tower: tower(65) } }, null, /nested deeper/],
])("%s costs its own item and not the good one beside it", (_name, wrong, id, reason) => {
  const { items, refused } = read([
    { ...good, id: "first" },
    { ...good, ...wrong },
    { ...good, id: "last" },
  ]);
  expect(items.map((item) => item.id)).toEqual(["first", "last"]);
  expect(refused).toEqual([
    { id, ...(id === null && { index: 1 }), code: "bad_item", retry: false, reason: expect.stringMatching(reason) },
  ]);
});

test.each(["nonsense", "", "null", "1", '"x"', "[]", '{"id":"b" "ts":1}'])("%s among items costs itself alone", (bad) => {
  const { items, refused } = readMessage(`[${JSON.stringify(good)},${bad}]`);
  expect([items.length, refused.length]).toEqual([1, 1]);
});

test.each(["", "x", "1", "null", '"x"', "{", "[", "[1", '{"a":1}}', `[${"[".repeat(3)}`])("%s is no message", (text) => {
  expect(() => readMessage(text)).toThrow(expect.objectContaining({ code: "malformed_json" }));
});

test("a thousand items and no more", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...good, id: `${index}` }));
  expect(read(many(1_000)).items).toHaveLength(1_000);
  expect(() => read(many(1_001))).toThrow(expect.objectContaining({ code: "body_too_large" }));
});

test("the body's hash is of kind, time and payload as they were written", () => {
  const hash = (item: object) => read({ ...good, ...item }).items[0]?.bodyHash.toString("hex");
  expect(hash({ id: "other" })).toBe(hash({}));
  for (const changed of [{ kind: "usage" }, { ts: "2026-11-20T12:00:01Z" }, { payload: { cpu: 1 } }])
    expect(hash(changed)).not.toBe(hash({}));
});
