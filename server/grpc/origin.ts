import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import { type ContextValues, createContextKey, createContextValues } from "@connectrpc/connect";
import type { Actor } from "#lib/auth/actor";
import { requestAddress } from "../http/address.ts";

/** Where a call comes from, and what it is called in the log. */
export interface Origin {
  requestId: string;
  address: string;
}

export const originKey = createContextKey<Origin>({ requestId: "", address: "" }, { description: "where a call comes from" });
/** Set by the gate, before a message is read. */
export const actorKey = createContextKey<Actor | undefined>(undefined, { description: "who calls" });

/** What only the connection knows. A caller's own `x-request-id` is not taken over; `x-forwarded-for` as `peerAddress` says. */
export function contextValuesOf(req: IncomingMessage | Http2ServerRequest): ContextValues {
  const authority = req.headers[":authority"];
  const host = typeof authority === "string" ? authority : req.headers.host;
  const address = requestAddress(req.socket.remoteAddress, req.headers, host);
  return createContextValues().set(originKey, { requestId: randomUUID(), address });
}
