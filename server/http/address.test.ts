import { expect, test } from "vitest";
import { addressRanges } from "#lib/core/address-ranges";
import { isLoopback, peerAddress } from "./address.ts";

const nobody = addressRanges([]);

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
  expect(peerAddress({ socketAddress: socket, forwardedFor, host }, nobody)).toBe(address);
  if (forwardedFor !== undefined) expect(isLoopback(peerAddress({ socketAddress: socket, forwardedFor, host }, nobody))).toBe(false);
});

const trusted = addressRanges(["10.0.0.0/24", "fd00::/64"]);
const proxied: { name: string; socket: string; forwardedFor?: string | string[]; forwarded?: string; host?: string; address: string }[] = [
  { name: "a trusted proxy is believed", socket: "10.0.0.2", forwardedFor: "203.0.113.9", address: "203.0.113.9" },
  { name: "by IPv4 inside IPv6, too", socket: "::ffff:10.0.0.2", forwardedFor: "203.0.113.9", address: "203.0.113.9" },
  { name: "any other is not", socket: "10.0.1.2", forwardedFor: "203.0.113.9", forwarded: "for=203.0.113.9", address: "10.0.1.2" },
  { name: "what the client claimed stands further left", socket: "10.0.0.2", forwardedFor: "8.8.8.8, 203.0.113.9", address: "203.0.113.9" },
  { name: "proxies before it are passed over", socket: "10.0.0.2", forwardedFor: "203.0.113.9, fd00::7, 10.0.0.3", address: "203.0.113.9" },
  { name: "also behind a proxy of this machine", socket: "127.0.0.1", forwardedFor: "203.0.113.9, 10.0.0.3", address: "203.0.113.9" },
  { name: "several headers are one list", socket: "10.0.0.2", forwardedFor: ["8.8.8.8", "203.0.113.9"], address: "203.0.113.9" },
  { name: "among proxies only, the furthest one asks", socket: "10.0.0.2", forwardedFor: "10.0.0.9, 10.0.0.3", address: "10.0.0.9" },
  { name: "a hop that is no address is nobody", socket: "10.0.0.2", forwardedFor: "203.0.113.9, unknown", address: "0.0.0.0" },
  { name: "nor one that claims loopback", socket: "10.0.0.2", forwardedFor: "127.0.0.1, 10.0.0.3", address: "0.0.0.0" },
  { name: "a proxy that asks for itself", socket: "10.0.0.2", host: "fleet.example", address: "10.0.0.2" },
  {
    name: "Forwarded says it as well",
    socket: "10.0.0.2",
    forwarded: 'for="[2001:db8::1]:443";proto=https, for=10.0.0.3',
    address: "2001:db8::1",
  },
  { name: "from a proxy of this machine, too", socket: "::1", forwarded: "for=203.0.113.9", address: "203.0.113.9" },
  { name: "who hides is nobody", socket: "10.0.0.2", forwarded: "for=_hidden", address: "0.0.0.0" },
  { name: "two headers that agree", socket: "10.0.0.2", forwardedFor: "203.0.113.9", forwarded: "for=203.0.113.9", address: "203.0.113.9" },
  {
    name: "two that do not: one is the client's",
    socket: "10.0.0.2",
    forwardedFor: "203.0.113.9",
    forwarded: "for=10.1.0.1",
    address: "0.0.0.0",
  },
];

test.each(proxied)("$name", ({ socket, host = "fleet.example", address, ...headers }) => {
  expect(peerAddress({ socketAddress: socket, host, ...headers }, trusted)).toBe(address);
});
