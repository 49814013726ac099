import { constants, type ServerHttp2Session } from "node:http2";

const windowMs = 10_000;
/** Keepalive is a ping every 10 s at most; clients that measure the line ping more, but with calls between. */
const mostPings = 100;

/**
 * Ends a connection that pings and does nothing else, with the words gRPC clients know. A new call forgives the pings so
 * far.
 */
export function limitPings(session: ServerHttp2Session): void {
  let count = 0;
  let windowStart = performance.now();
  session.on("stream", () => {
    count = 0;
  });
  session.on("ping", () => {
    const at = performance.now();
    if (at - windowStart > windowMs) {
      windowStart = at;
      count = 0;
    }
    count += 1;
    if (count !== mostPings + 1) return;
    session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0, Buffer.from("too_many_pings"));
    session.destroy();
  });
}
