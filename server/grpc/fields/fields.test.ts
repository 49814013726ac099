import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NodeStatus, QueueStatus, TrafficSchema } from "#generated/proto/telecom_pb";
import { instantText, timestamp } from "./instant.ts";
import { int64s, optionalInt64 } from "./int64.ts";
import { snakeCase } from "./snake-case.ts";
import { numberOf, wordOf } from "./words.ts";

const most = 2n ** 63n - 1n;

/** Over the wire and back, as a client reads it: the exact text of each field. */
function overTheWire(counts: { upload: bigint; download: bigint }) {
  const sent = create(TrafficSchema, int64s({ upload: String(counts.upload), download: String(counts.download) }));
  const { upload, download, beyondInt64 } = fromBinary(TrafficSchema, toBinary(TrafficSchema, sent));
  return { upload: beyondInt64.upload ?? String(upload), download: beyondInt64.download ?? String(download) };
}

describe("bytes", () => {
  test("every count of 63 bits is exact as int64, and larger sums as text beside it", () => {
    const counts = fc.record({ upload: fc.bigInt(-(2n ** 70n), 2n ** 70n), download: fc.bigInt(0n, most) });
    fc.assert(
      fc.property(counts, ({ upload, download }) => {
        expect(overTheWire({ upload, download })).toEqual({ upload: String(upload), download: String(download) });
        expect(int64s({ download }).beyondInt64).toEqual({});
      }),
    );
  });

  test.each([
    [most, most, {}],
    [most + 1n, most, { billed_traffic: "9223372036854775808" }],
    [-most - 1n, -most - 1n, {}],
    [-most - 2n, -most - 1n, { billed_traffic: "-9223372036854775809" }],
    [2n ** 53n + 1n, 2n ** 53n + 1n, {}],
  ])("%s", (value, field, beyondInt64) => {
    expect(int64s({ billedTraffic: value })).toEqual({ billedTraffic: field, beyondInt64 });
  });

  test("unknown is absent, not zero", () => {
    expect([optionalInt64(null), optionalInt64("0")]).toEqual([undefined, 0n]);
  });
});

describe("words", () => {
  test("of every number, and back", () => {
    for (const word of ["online", "offline", "maintenance"] as const) expect(wordOf(NodeStatus, numberOf(NodeStatus, word))).toBe(word);
    expect(numberOf(QueueStatus, "in_queue")).toBe(QueueStatus.IN_QUEUE);
  });

  test("what was not said is absent; what does not exist stays what it is, for the operation to refuse", () => {
    expect([wordOf(NodeStatus, 0), wordOf(NodeStatus, 99), numberOf(NodeStatus, null)]).toEqual([undefined, "99", 0]);
  });
});

describe("instants", () => {
  test.each(["2026-11-20T12:00:00.000Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"])("%s and back", (text) => {
    expect(instantText(timestamp(text))).toBe(text);
  });

  test("none is none; what no calendar has goes on as such", () => {
    expect([timestamp(null), instantText(undefined)]).toEqual([undefined, undefined]);
    const far = { $typeName: "google.protobuf.Timestamp" as const, seconds: 2n ** 62n, nanos: 0 };
    expect(instantText(far)).toBe("out of range");
  });
});

test("fields are named as the proto spells them", () => {
  expect([snakeCase("trafficFactor"), snakeCase("id")]).toEqual(["traffic_factor", "id"]);
});
