import type { IncomingMessage } from "node:http";
import type { AddressRanges } from "#lib/core/address-ranges";
import { DomainError, notFound } from "#lib/core/errors";
import { requestAddress } from "../http/address.ts";
import { isOwnOrigin } from "../realtime/check-origin.ts";
import { readIngestPath } from "./ingest-path.ts";
import type { AdmittedNode } from "./node-connection.ts";

export interface Admission {
  /** Who may send without a token. */
  allowed: AddressRanges;
  publicUrl: string;
  /** Before a token is looked for. @throws DomainError rate_limited */
  limitAttempts(address: string): void;
  /** The id of a token that is valid; undefined when it is not. */
  findToken(token: string): Promise<string | undefined>;
}

/**
 * Whether this request may become a socket of nodes. A token decides alone, from wherever it comes; without one the address
 * must be among those of TELEMETRY_ALLOW, and no page of another site may use a browser that stands there.
 * @throws DomainError not_found, unauthenticated (a token that is not valid), forbidden, rate_limited
 */
export async function admitNode({ url = "", headers, socket }: IncomingMessage, admission: Admission): Promise<AdmittedNode> {
  const [pathname = ""] = url.split("?", 1);
  const path = readIngestPath(pathname);
  if (!path) throw notFound("This path");
  const address = requestAddress(socket.remoteAddress, headers);
  const { isAudit, token } = path;
  if (token !== undefined) {
    admission.limitAttempts(address);
    const tokenId = await admission.findToken(token);
    if (tokenId === undefined) throw new DomainError("unauthenticated", "The token is not valid");
    return { address, isAudit, tokenId };
  }
  if (!admission.allowed.has(address)) throw new DomainError("forbidden", "This address needs a token to send telemetry");
  if (!isOwnOrigin(headers.origin, headers.host, admission.publicUrl))
    throw new DomainError("forbidden", "A page of another site may not send telemetry");
  return { address, isAudit, tokenId: undefined };
}
