import { constants, type Http2ServerRequest } from "node:http2";

/**
 * Ends a call that is answered although its caller could still send: a refused one, or a stream that we ended. Otherwise its
 * place among the connection's streams would stay taken until the caller lets go (RFC 9113, 8.1).
 */
export function closeAnswered({ stream }: Http2ServerRequest): void {
  // Asked for its trailers, Node has written everything else; the status is on its way by the next turn. ("finish" comes before.)
  stream.once("wantTrailers", () => {
    setImmediate(() => {
      if (!stream.closed && !stream.readableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
    });
  });
}
