import { expect, test } from "vitest";
import { isLoopback, peerAddress } from "./address.ts";

const cases: { name: string; socket: string | undefined; forwardedFor?: string; host?: string; address: string }[] = [
  { name: "the socket decides", socket: "198.51.100.7", address: "198.51.100.7" },
  { name: "IPv4 inside IPv6 is IPv4", socket: "::ffff:198.51.100.7", address: "198.51.100.7" },
  { name: "a stranger's claim is ignored", socket: "198.51.100.7", forwardedFor: "127.0.0.1", address: "198.51.100.7" },
  {
    name: "a local proxy is believed about the last hop",
    socket: "127.0.0.1",
    forwardedFor: "10.0.0.1, 203.0.113.9",
    address: "203.0.113.9",
  },
  { name: "nobody becomes loopback through a proxy", socket: "127.0.0.1", forwardedFor: "127.0.0.1", address: "0.0.0.0" },
  { name: "nor by IPv6", socket: "::1", forwardedFor: "::1", address: "0.0.0.0" },
  { name: "nor by IPv4 inside IPv6", socket: "::1", forwardedFor: "::ffff:127.0.0.1", address: "0.0.0.0" },
  { name: "nonsense is nobody", socket: "127.0.0.1", forwardedFor: "me", address: "0.0.0.0" },
  { name: "an empty claim is nobody", socket: "127.0.0.1", forwardedFor: "", address: "0.0.0.0" },
  { name: "this machine by its own name is itself", socket: "127.0.0.1", host: "fleet.localhost:3000", address: "127.0.0.1" },
  { name: "and by its address", socket: "::1", host: "[::1]:3000", address: "::1" },
  { name: "this machine by another name is nobody", socket: "127.0.0.1", host: "evil.example:3000", address: "0.0.0.0" },
  { name: "nor by a name that looks like its address", socket: "127.0.0.1", host: "127.evil.example", address: "0.0.0.0" },
  { name: "without a name it is nobody", socket: "127.0.0.1", host: "", address: "0.0.0.0" },
  { name: "a socket that is gone is nobody", socket: undefined, address: "0.0.0.0" },
];

test.each(cases)("$name", ({ socket, forwardedFor, host = "localhost:3000", address }) => {
  expect(peerAddress(socket, forwardedFor, host)).toBe(address);
  if (forwardedFor !== undefined) expect(isLoopback(peerAddress(socket, forwardedFor, host))).toBe(false);
});
