import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMessage } from "#lib/telemetry/read-message";

const ts = "2026-11-20T12:00:00.123456789+00:00";
const read = (frame: unknown) => readMessage(Buffer.from(typeof frame === "string" ? frame : JSON.stringify(frame)));

describe("a frame", () => {
  test("in the V2 envelope", () => {
    const frame = { id: 7, payload: { msg: "block.import", height: 3 }, ts };
    expect(read(frame)).toEqual({
      nodeId: "7",
      msg: "block.import",
      createdAtMs: Date.parse("2026-11-20T12:00:00.123Z"),
      createdAtMicros: 456,
      payload: { msg: "block.import", height: 3 },
      text: JSON.stringify(frame),
    });
  });

  test("in the V1 envelope is node 0, whatever its fields are called", () => {
    const frame = { msg: "note", id: 4, payload: { msg: "other" }, level: "INFO", ts };
    expect(read(frame)).toMatchObject({ nodeId: "0", msg: "note", payload: frame });
  });

  test("keeps numbers beyond 2^53 exact where they count", () => {
    const frame = `{"id":18446744073709551615,"payload":{"msg":"block.import","height":9223372036854775807,"other":9007199254740993},"ts":"${ts}"}`;
    expect(read(frame)).toMatchObject({
      nodeId: "18446744073709551615",
      payload: { height: 9223372036854775807n, other: 9007199254740993n },
      text: frame,
    });
  });

  test("with a NUL or half a character is kept with U+FFFD in its place", () => {
    const frame = `{"id":1,"payload":{"msg":"a\\u0000b","name":"\\ud83d"},"ts":"${ts}"}`;
    const message = read(frame);
    expect(message).toMatchObject({ msg: "a\ufffdb", payload: { name: "\ufffd" }, text: frame.replace(/\\u(0000|d83d)/g, "\\ufffd") });
  });

  test("with characters beyond ASCII", () => {
    expect(read({ msg: "größe 🛰", ts })).toMatchObject({ msg: "größe 🛰" });
  });

  test.each([
    ["bad UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "bad_utf8"],
    ["a character of UTF-16 in UTF-8", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), "bad_utf8"],
    ["nothing", "", "bad_json"],
    ["half an object", '{"id":1', "bad_json"],
    ["a raw NUL", '{"msg":"a\0"}', "bad_json"],
    ["a byte order mark", '\ufeff{"msg":"a"}', "bad_json"],
    ["a tower", `{"msg":"a","a":${"[".repeat(64)}${"]".repeat(64)},"ts":"${ts}"}`, "too_deep"],
    ["null", "null", "bad_envelope"],
    ["a list", "[]", "bad_envelope"],
    ["a text", '"msg"', "bad_envelope"],
    ["no type", { id: 1, payload: {}, ts }, "bad_envelope"],
    ["an empty type", { msg: "", ts }, "bad_envelope"],
    ["a type of 257 characters", { msg: "m".repeat(257), ts }, "bad_envelope"],
    ["a type that is a number", { id: 1, payload: { msg: 1 }, ts }, "bad_envelope"],
    ["no payload", { id: 1, ts }, "bad_envelope"],
    ["a payload that is a list", { id: 1, payload: [], ts }, "bad_envelope"],
    ["no id", { payload: { msg: "a" }, ts }, "bad_envelope"],
    ["an id below 0", { id: -1, payload: { msg: "a" }, ts }, "bad_envelope"],
    ["an id with a fraction", { id: 1.5, payload: { msg: "a" }, ts }, "bad_envelope"],
    ["an id that is text", { id: "1", payload: { msg: "a" }, ts }, "bad_envelope"],
    ["an id of 2^64", `{"id":18446744073709551616,"payload":{"msg":"a"},"ts":"${ts}"}`, "bad_envelope"],
    ["no instant", { id: 1, payload: { msg: "a" } }, "bad_ts"],
    ["an instant in the payload only", { id: 1, payload: { msg: "a", ts } }, "bad_ts"],
    ["an instant that is a number", { msg: "a", ts: 1795159797000 }, "bad_ts"],
    ["30 February", { msg: "a", ts: "2026-02-30T00:00:00Z" }, "bad_ts"],
  ])("that is or has %s is dropped", (_name, frame, dropped) => {
    expect(Buffer.isBuffer(frame) ? readMessage(frame) : read(frame)).toEqual({ dropped });
  });
});

test("no bytes make it throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof readMessage(Buffer.from(bytes)) === "object"));
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const message = readMessage(Buffer.from(text));
      return "dropped" in message || message.text === text;
    }),
  );
});

test("what is not dropped is a text that is JSON and well-formed, with a type of the same value", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), fc.jsonValue(), (msg, value) => {
      const message = read({ id: 1, payload: { msg, value }, ts });
      if ("dropped" in message) return false;
      expect((JSON.parse(message.text) as { payload: { msg: string } }).payload.msg).toBe(message.msg);
      expect(message.text.isWellFormed() && !message.text.includes("\\u0000")).toBe(true);
    }),
  );
});
