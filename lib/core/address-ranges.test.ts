import { expect, test } from "vitest";
import { addressRanges, isAddressOrRange, plainAddress } from "./address-ranges.ts";

test.each([
  ["10.1.2.3", true],
  ["10.1.0.0/16", true],
  ["0.0.0.0/0", true],
  ["::/0", true],
  ["fe80::1", true],
  ["fd00::/128", true],
  ["10.0.0.0/33", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/-1", false],
  ["10.0.0.0/8/8", false],
  ["fd00::/129", false],
  ["localhost", false],
  ["", false],
])("%s in a list of ranges: %s", (entry, is) => {
  expect(isAddressOrRange(entry)).toBe(is);
  if (!is) expect(() => addressRanges([entry])).toThrow();
});

const ranges = addressRanges(["10.1.0.0/16", "192.0.2.7", "fd00::/8", "2001:db8::1"]);
test.each([
  ["10.1.255.255", true],
  ["10.2.0.0", false],
  ["192.0.2.7", true],
  ["192.0.2.8", false],
  ["fdff::1", true],
  ["fe80::1", false],
  ["2001:db8::1", true],
  ["2001:db8:0:0:0:0:0:1", true],
  ["::ffff:10.1.2.3", false],
  ["::ffff:a01:203", false],
  ["", false],
  ["me", false],
])("%s is inside: %s", (address, is) => {
  expect(ranges.has(address)).toBe(is);
});

test("a range of everything is of its own kind", () => {
  expect(addressRanges(["0.0.0.0/0"]).has("::1")).toBe(false);
  expect(addressRanges(["::/0"]).has("127.0.0.1")).toBe(false);
});

test.each([
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.1", "192.0.2.1"],
  ["fe80::1%eth0", "fe80::1"],
  ["192.0.2.1", "192.0.2.1"],
])("%s is %s", (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});
