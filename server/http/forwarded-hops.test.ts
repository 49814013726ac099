import { expect, test } from "vitest";
import { forwardedHops } from "./forwarded-hops.ts";

test.each([
  ["for=192.0.2.43", ["192.0.2.43"]],
  ["For=192.0.2.43, for=198.51.100.17", ["192.0.2.43", "198.51.100.17"]],
  ["for=192.0.2.60;proto=http;by=203.0.113.43", ["192.0.2.60"]],
  ["proto=http ; for=192.0.2.60", ["192.0.2.60"]],
  ['for="[2001:db8:cafe::17]:4711"', ["2001:db8:cafe::17"]],
  ['for="192.0.2.43:47011"', ["192.0.2.43"]],
  ["for=192.0.2.43:47011", ["192.0.2.43"]],
  ['for="_gazonk"', ["_gazonk"]],
  ["for=unknown, for=10.0.0.1", ["unknown", "10.0.0.1"]],
  ["proto=https", [""]],
  ['for="10.0.0.1, for=127.0.0.1"', ["10.0.0.1, for=127.0.0.1"]],
  ['for="a\\"b"', ['a"b']],
  ['for="unclosed', ['"unclosed']],
  ["", []],
])("%s", (header, hops) => {
  expect(forwardedHops(header)).toEqual(hops);
});
