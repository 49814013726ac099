import { Code } from "@connectrpc/connect";
import type { connectNodeAdapter } from "@connectrpc/connect-node";

type Fallback = NonNullable<Parameters<typeof connectNodeAdapter>[0]["fallback"]>;

/** A method that is none of ours: gRPC clients get gRPC's own words, anybody else what this port speaks. */
export const refuseUnknown: Fallback = (req, res) => {
  if (!/^application\/grpc(?:\+|;|$)/.test(req.headers["content-type"] ?? "")) {
    res.writeHead(415, { "content-type": "text/plain" });
    res.end("This port speaks gRPC over HTTP/2 only; the HTTP API is at the other one.\n");
    return;
  }
  const message = "There is no such method: ask reflection which there are";
  res.writeHead(200, { "content-type": "application/grpc", "grpc-status": String(Code.Unimplemented), "grpc-message": message });
  res.end();
};
