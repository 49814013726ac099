import { constants, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";

/** A megabyte in this time is 850 kbit/s; whoever is slower holds a place for nothing. */
const messageMs = 10_000;

/** Ends a call whose message has not arrived in time. Reflection, where messages come one by one, has its own limit. */
export function limitMessageTime(req: Http2ServerRequest, res: Http2ServerResponse): void {
  if (req.url.startsWith("/grpc.reflection.")) return;
  const timer = setTimeout(() => req.stream.close(constants.NGHTTP2_CANCEL), messageMs);
  const stop = () => clearTimeout(timer);
  req.once("end", stop);
  res.once("close", stop);
}
