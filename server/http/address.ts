import { isIP } from "node:net";

/**
 * The peer's address for limits, the audit log and "is this loopback". A client's own header never decides it. A proxy
 * on this machine is believed about the last hop, except when it claims loopback: then nobody knows who it is. Nor does
 * anybody when this machine asks for a site of another name: a proxy that does not say for whom, or a page of that site in
 * a browser here whose name server was made to point at us.
 */
export function peerAddress(
  socketAddress: string | undefined,
  forwardedFor: string | string[] | undefined,
  host: string | undefined,
): string {
  const peer = plain(socketAddress ?? "");
  if (!isLoopback(peer)) return peer || unknownAddress;
  if (forwardedFor === undefined) return isNameOfLoopback(host) ? peer : unknownAddress;
  const claimed = plain((Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor).split(",").at(-1)?.trim() ?? "");
  return isIP(claimed) === 0 || isLoopback(claimed) ? unknownAddress : claimed;
}

/** Belongs to nobody, so it is never taken for loopback. */
const unknownAddress = "0.0.0.0";

export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);
}

function isNameOfLoopback(host = ""): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || isLoopback(name.replace(/^\[(.*)\]$/, "$1"));
}

/** IPv4 inside IPv6 is IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}
