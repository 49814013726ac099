import type { IncomingMessage } from "node:http";
import { requestAddress } from "./address.ts";

/** Headers that only we set; a client's own would be believed further in. */
const internalNames =
  /^(?:x-forwarded-.*|forwarded|x-real-ip|x-request-id|x-fleetlight-.*|x-nonce|content-security-policy(?:-report-only)?|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-route-matches)$/;

export interface OwnHeaders {
  requestId: string;
  /** Of a page: Next takes the nonce of its scripts from the policy, the layout from `x-nonce`. */
  page?: { nonce: string; policy: string };
  /** Where the product is seen from outside, when it stands behind a proxy. */
  publicUrl?: URL | undefined;
}

/** Removes what a client may not claim and adds what only the front knows. */
export function setOwnHeaders(req: IncomingMessage, own: OwnHeaders): void {
  const { headers } = req;
  const address = requestAddress(req.socket.remoteAddress, headers);
  for (const name of Object.keys(headers)) if (internalNames.test(name)) delete headers[name];
  headers["x-request-id"] = own.requestId;
  headers["x-fleetlight-address"] = address;
  if (own.page) {
    headers["x-nonce"] = own.page.nonce;
    headers["content-security-policy"] = own.page.policy;
  }
  if (own.publicUrl) {
    headers["x-forwarded-proto"] = own.publicUrl.protocol.replace(":", "");
    headers["x-forwarded-host"] = own.publicUrl.host;
  }
}
