import { isIP } from "node:net";
import { addressRanges } from "#lib/core/address-ranges";

/** Ranges that no name of the public internet should lead to. Source: IANA special-purpose address registries (RFC 6890). */
const notPublic: readonly [why: string, ranges: readonly string[]][] = [
  ["loopback", ["127.0.0.0/8"]],
  ["private", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
  ["link-local", ["169.254.0.0/16"]],
  ["shared by a provider (CGNAT)", ["100.64.0.0/10"]],
  ["unspecified", ["0.0.0.0/8"]],
  ["multicast", ["224.0.0.0/4"]],
  ["reserved", ["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"]],
  ["loopback", ["::1/128"]],
  ["unspecified", ["::/128"]],
  ["IPv4 written as IPv6", ["::ffff:0:0/96", "::/96", "::ffff:0:0:0/96"]],
  ["NAT64", ["64:ff9b::/96", "64:ff9b:1::/48"]],
  ["6to4 or Teredo", ["2002::/16", "2001::/32"]],
  ["private", ["fc00::/7", "fec0::/10"]],
  ["link-local", ["fe80::/10"]],
  ["multicast", ["ff00::/8"]],
  ["reserved", ["2001::/23", "2001:db8::/32", "3fff::/20", "100::/64", "5f00::/16"]],
];
/** Everything that is public in IPv6 today; whatever else exists is not. */
const publicV6 = addressRanges(["2000::/3"]);
const reasons = notPublic.flatMap(([why, ranges]) => ranges.map((range) => ({ why, list: addressRanges([range]) })));

/** Why an address must not be connected to, `private` for one; undefined when it is public. */
export function forbiddenAddress(address: string): string | undefined {
  const [plain = ""] = address.split("%");
  const kind = isIP(plain);
  if (kind === 0) return "not an address";
  const found = reasons.find(({ list }) => list.has(plain));
  if (found) return found.why;
  return kind === 6 && !publicV6.has(plain) ? "reserved" : undefined;
}

/** What is allowed inside, as configured: `*` (or `true`), names of hosts, addresses and ranges (`10.1.0.0/16`). */
export function isAllowedInside(allowed: readonly string[], host: string, address: string): boolean {
  return allowed.some((entry) => {
    if (entry === "*" || entry.toLowerCase() === "true") return true;
    const [base = ""] = entry.split("/");
    if (isIP(base) === 0) return entry.toLowerCase() === host.toLowerCase();
    return addressRanges([entry]).has(address);
  });
}
