import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { type AddressRanges, addressRanges, plainAddress } from "#lib/core/address-ranges";
import { env } from "#lib/core/env";
import { singleton } from "#lib/core/singleton";
import { forwardedHops } from "./forwarded-hops.ts";

/** What a connection and its first headers say about who is at the other end. */
export interface Peer {
  socketAddress: string | undefined;
  /** Header `X-Forwarded-For`. */
  forwardedFor?: string | string[] | undefined;
  /** Header `Forwarded` (RFC 7239). */
  forwarded?: string | undefined;
  host: string | undefined;
}

/**
 * The peer's address for limits, the audit log, admission and "is this loopback". A client's own header never decides it:
 * a proxy is believed about the hop before it, and so on while that is a trusted one (`TRUSTED_PROXIES`). A proxy on this
 * machine is trusted always, except when it claims loopback: then nobody knows who it is. Nor does anybody when two
 * headers disagree, as one of them may be the client's; or when this machine asks for a site of another name: a proxy
 * that does not say for whom, or a page of that site in a browser here whose name server was made to point at us.
 */
export function peerAddress({ socketAddress, forwardedFor, forwarded, host }: Peer, trusted: AddressRanges): string {
  const peer = plainAddress(socketAddress ?? "");
  if (!isLoopback(peer) && !trusted.has(peer)) return peer || unknownAddress;
  const claims = [forwardedFor === undefined ? [] : listedHops(forwardedFor), forwarded === undefined ? [] : forwardedHops(forwarded)]
    .filter((hops) => hops.length > 0)
    .map((hops) => nearestStranger(hops, trusted));
  const [claimed] = claims;
  if (claimed === undefined) return isLoopback(peer) && !isNameOfLoopback(host) ? unknownAddress : peer;
  return claims.every((claim) => claim === claimed) ? claimed : unknownAddress;
}

/** The same for a request, with the proxies that the environment names. */
export function requestAddress(socketAddress: string | undefined, headers: IncomingHttpHeaders, host = headers.host): string {
  const trusted = singleton("trusted-proxies", () => addressRanges(env().TRUSTED_PROXIES));
  return peerAddress({ socketAddress, forwardedFor: headers["x-forwarded-for"], forwarded: headers.forwarded, host }, trusted);
}

/** Belongs to nobody, so it is never taken for loopback. */
const unknownAddress = "0.0.0.0";

export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);
}

function listedHops(header: string | string[]): string[] {
  return (Array.isArray(header) ? header.join(",") : header).split(",").map((hop) => hop.trim());
}

/** From the nearest on, the first that is no proxy of ours; if all are, the one that stands furthest. */
function nearestStranger(hops: readonly string[], trusted: AddressRanges): string {
  let found = unknownAddress;
  for (const hop of hops.toReversed()) {
    found = plainAddress(hop);
    if (isIP(found) === 0 || isLoopback(found)) return unknownAddress;
    if (!trusted.has(found)) return found;
  }
  return found;
}

function isNameOfLoopback(host = ""): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || isLoopback(name.replace(/^\[(.*)\]$/, "$1"));
}
