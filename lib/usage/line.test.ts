import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { checkModMuEntry, checkUniProxyEntry } from "#lib/usage/check-panel-line";
import { decideDelta } from "#lib/usage/decide-delta";
import { checkAt, checkBytes, checkUid } from "#lib/usage/line";
import { parseExact } from "#lib/usage/parse-exact";

describe("bytes", () => {
  test.each([0, 1, "0", "9223372036854775807", 9223372036854775807n, 2 ** 53 - 1])("%s is taken exactly", (value) => {
    expect(checkBytes(value, "upload")).toEqual({ ok: true, value: BigInt(value) });
  });
  test.each([
    -1,
    1.5,
    2 ** 53,
    1e25,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "",
    "-1",
    "1.0",
    "1e3",
    "9223372036854775808",
    -1n,
    2n ** 63n,
    null,
    undefined,
    true,
    {},
    [1],
  ])("%s is refused", (value) => {
    expect(checkBytes(value, "upload")).toMatchObject({ ok: false, code: "bad_bytes" });
  });
});

describe("user ids", () => {
  test.each([1, "1", 2_147_483_647])("%s is taken", (value) => expect(checkUid(value)).toEqual({ ok: true, value: Number(value) }));
  test.each([0, -1, "01", "1.0", "2147483648", "", "__proto__", null, {}])("%s is refused", (value) =>
    expect(checkUid(value)).toMatchObject({ ok: false, code: "bad_user" }),
  );
});

describe("instants", () => {
  test.each([
    ["missing", undefined, noon],
    ["UTC", "2026-11-20T11:59:00Z", fromNoon({ minutes: -1 })],
    ["an offset", "2026-11-20T17:44:00+05:45", fromNoon({ minutes: -1 })],
    ["35 days back", "2026-10-16T12:00:00Z", fromNoon({ days: -35 })],
    ["5 minutes ahead", "2026-11-20T12:05:00Z", fromNoon({ minutes: 5 })],
  ])("%s is taken", (_name, value, at) => expect(checkAt(value, noon, 35)).toEqual({ ok: true, value: at }));
  test.each([
    ["2026-02-30T00:00:00Z", "bad_instant"],
    ["2026-11-20", "bad_instant"],
    [1_763_640_000, "bad_instant"],
    ["2026-11-20T12:05:00.001Z", "at_in_future"],
    ["2026-10-16T11:59:59Z", "at_too_old"],
  ])("%s is refused as %s", (value, code) => expect(checkAt(value, noon, 35)).toMatchObject({ ok: false, code }));
});

describe("panel entries", () => {
  test.each([[[1]], [[1, 2, 3]], [{}], [null], ["1,2"], [[1, -2]], [["a", 2]]])("UniProxy %j is refused", (value) => {
    expect(checkUniProxyEntry("1", value, 0, noon).ok).toBe(false);
  });
  test.each([[null], [[1, 2]], [{ user_id: 1 }], [{ user_id: 1, u: 1 }], [{ u: 1, d: 1 }]])("mod_mu %j is refused", (value) => {
    expect(checkModMuEntry(value, 0, noon).ok).toBe(false);
  });
});

describe("numbers beyond 2^53", () => {
  test("are read exactly", () => {
    expect(parseExact('{"1":[9007199254740993,9223372036854775807],"2":[1,2.5],"3":[1e3,-9007199254740993]}')).toEqual({
      1: [9007199254740993n, 9223372036854775807n],
      2: [1, 2.5],
      3: [1000, -9007199254740993n],
    });
  });
  test("a tower of brackets is refused before it is parsed", () => expect(() => parseExact("[".repeat(65))).toThrow("64 levels"));
});

describe("cumulative counters", () => {
  const state = (bootId: string, upload: bigint, download: bigint) => ({ bootId, upload, download });
  test.each([
    ["first seen", undefined, state("a", 5n, 6n), { kind: "counted", upload: 5n, download: 6n, reason: "first_seen" }],
    ["grew", state("a", 5n, 6n), state("a", 7n, 6n), { kind: "counted", upload: 2n, download: 0n, reason: "grew" }],
    ["new boot, smaller", state("a", 5n, 6n), state("b", 1n, 1n), { kind: "counted", upload: 1n, download: 1n, reason: "new_boot" }],
    [
      "new boot, already past the old value",
      state("a", 5n, 6n),
      state("b", 9n, 9n),
      { kind: "counted", upload: 9n, download: 9n, reason: "new_boot" },
    ],
    ["upload backwards", state("a", 5n, 6n), state("a", 4n, 7n), { kind: "went_backwards", field: "upload", was: 5n, is: 4n }],
    ["download backwards", state("a", 5n, 6n), state("a", 5n, 5n), { kind: "went_backwards", field: "download", was: 6n, is: 5n }],
  ])("%s", (_name, previous, next, expected) => expect(decideDelta(previous, next)).toEqual(expected));
});
