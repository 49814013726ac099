import { expect, test } from "vitest";
import { hostOf, readTargetUrl, resolveTarget } from "#lib/notifications/check-target";
import { forbiddenAddress, isAllowedInside } from "#lib/notifications/forbidden-address";

test.each([
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["169.254.169.254", "link-local"],
  ["100.64.0.1", "shared by a provider (CGNAT)"],
  ["100.127.255.255", "shared by a provider (CGNAT)"],
  ["0.0.0.0", "unspecified"],
  ["224.0.0.1", "multicast"],
  ["240.0.0.1", "reserved"],
  ["255.255.255.255", "reserved"],
  ["192.0.0.1", "reserved"],
  ["192.88.99.1", "reserved"],
  ["198.18.0.1", "reserved"],
  ["203.0.113.1", "reserved"],
  ["::1", "loopback"],
  ["::", "unspecified"],
  ["::ffff:127.0.0.1", "IPv4 written as IPv6"],
  ["::ffff:7f00:1", "IPv4 written as IPv6"],
  ["::ffff:8.8.8.8", "IPv4 written as IPv6"],
  ["::7f00:1", "IPv4 written as IPv6"],
  ["64:ff9b::7f00:1", "NAT64"],
  ["64:ff9b:1::1", "NAT64"],
  ["2002:7f00:1::", "6to4 or Teredo"],
  ["2001:0:4136:e378:8000:63bf:3fff:fdd2", "6to4 or Teredo"],
  ["fd12:3456::1", "private"],
  ["fec0::1", "private"],
  ["fe80::1", "link-local"],
  ["fe80::1%eth0", "link-local"],
  ["ff02::1", "multicast"],
  ["2001:db8::1", "reserved"],
  ["100::1", "reserved"],
  ["4000::1", "reserved"],
  ["not an address", "not an address"],
])("%s is not public: %s", (address, why) => {
  expect(forbiddenAddress(address)).toBe(why);
});

test.each(["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])(
  "%s is public",
  (address) => {
    expect(forbiddenAddress(address)).toBeUndefined();
  },
);

test.each([
  { allowed: [], is: false },
  { allowed: ["10.1.0.0/16"], is: true },
  { allowed: ["10.2.0.0/16"], is: false },
  { allowed: ["10.1.2.3"], is: true },
  { allowed: ["hooks.internal"], is: true },
  { allowed: ["HOOKS.internal"], is: true },
  { allowed: ["internal"], is: false },
  { allowed: ["*"], is: true },
  { allowed: ["true"], is: true },
  { allowed: ["fd00::/8"], is: false },
])("hooks.internal at 10.1.2.3 with $allowed: $is", ({ allowed, is }) => {
  expect(isAllowedInside(allowed, "hooks.internal", "10.1.2.3")).toBe(is);
});

/** What a URL can hide 127.0.0.1 and its kin behind. */
test.each([
  "http://127.0.0.1/",
  "http://localhost/",
  "http://localhost./",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://①②⑦.0.0.1/",
  "http://0.0.0.0/",
  "http://[::1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[0:0:0:0:0:ffff:7f00:0001]/",
  "http://169.254.169.254/latest/meta-data",
  "http://[fd00:ec2::254]/",
])("%s is refused with the reason", async (url) => {
  await expect(resolveTarget(readTargetUrl(url), [])).rejects.toThrow(/not a public address \(.+\).*FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS/);
});

test.each([
  ["ftp://example.org/", "must be an http or https address"],
  ["javascript:alert(1)", "must be an http or https address"],
  ["example.org", "must be an http or https address"],
  ["https://me:hush@example.org/", "must not contain a user name or password"],
  ["https://example.org/#part", "must not contain a part after #"],
])("%s is no target: %s", (url, why) => {
  expect(() => readTargetUrl(url)).toThrow(why);
});

test("a name that does not exist is refused, an allowed one is resolved", async () => {
  await expect(resolveTarget(new URL("http://nowhere.invalid/"), [])).rejects.toThrow("nowhere.invalid cannot be resolved");
  expect(await resolveTarget(new URL("http://127.0.0.1:9/"), ["127.0.0.0/8"])).toEqual([{ address: "127.0.0.1", family: 4 }]);
  expect(hostOf(new URL("http://[::1]/"))).toBe("::1");
});
