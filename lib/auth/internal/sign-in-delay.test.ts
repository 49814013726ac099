import { describe, expect, test } from "vitest";
import { accountRule, addressRule, holderOf, waitAfterS } from "./sign-in-delay.ts";

describe("the wait grows with each attempt", () => {
  test.each([
    [1, 0],
    [4, 0],
    [5, 5],
    [6, 10],
    [7, 20],
    [12, 640],
    [13, 900],
    [14, 900],
    [10_000, 900],
  ])("account: after attempt %i wait %i s", (attempt, waitS) => {
    expect(waitAfterS(attempt, accountRule)).toBe(waitS);
  });

  test.each([
    [49, 0],
    [50, 1],
    [51, 2],
    [55, 32],
    [56, 60],
    [1_000_000, 60],
  ])("address: after attempt %i wait %i s", (attempt, waitS) => {
    expect(waitAfterS(attempt, addressRule)).toBe(waitS);
  });
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["", "unknown"],
  [undefined, "unknown"],
])("%s belongs to %s", (address, holder) => {
  expect(holderOf(address)).toBe(holder);
});
