import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { forbiddenAddress, isAllowedInside } from "#lib/notifications/forbidden-address";

/** An address that a name leads to. */
export interface Resolved {
  address: string;
  family: 4 | 6;
}

/** Why a target is refused, for people. */
export class RefusedTarget extends Error {}

/** Reads a webhook's URL. @throws RefusedTarget */
export function readTargetUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw new RefusedTarget("must be an http or https address such as https://billing.example.org/hooks");
  if (url.username !== "" || url.password !== "")
    throw new RefusedTarget("must not contain a user name or password: the signature proves who we are");
  if (url.hash !== "") throw new RefusedTarget("must not contain a part after #: it would not be sent");
  return url;
}

/**
 * Where a URL leads to: every address of its name, each of them public or allowed by the environment. Connect to one of these
 * and to nothing else, or a name could lead somewhere else a moment later.
 * @throws RefusedTarget naming the address and what it is
 */
export async function resolveTarget(url: URL, allowed: readonly string[]): Promise<Resolved[]> {
  const host = hostOf(url);
  const found = await addressesOf(host);
  for (const { address } of found) {
    const why = forbiddenAddress(address);
    if (why === undefined || isAllowedInside(allowed, host, address)) continue;
    throw new RefusedTarget(
      `${host === address ? address : `${host} leads to ${address}, which`} is not a public address (${why}); ` +
        "FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS allows targets inside",
    );
  }
  return found;
}

/** The host without the brackets of IPv6 and the dot of a full name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

async function addressesOf(host: string): Promise<Resolved[]> {
  const kind = isIP(host);
  if (kind !== 0) return [{ address: host, family: kind === 6 ? 6 : 4 }];
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch {
    throw new RefusedTarget(`${host} cannot be resolved`);
  }
}
