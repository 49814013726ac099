import { IncomingMessage } from "node:http";
import { DomainError } from "#lib/core/errors";
import { tooLarge } from "./check-request.ts";

/**
 * Reads a body that came without a length, at most `limit` bytes, and returns the same request with a body of known
 * length.
 * @throws DomainError body_too_large as soon as it is; bad_request when the sender goes away
 */
export async function bufferBody(req: IncomingMessage, limit: number): Promise<IncomingMessage> {
  const body = await readAll(req, limit);
  const copy = new IncomingMessage(req.socket);
  copy.method = req.method;
  copy.url = req.url;
  copy.httpVersion = req.httpVersion;
  copy.httpVersionMajor = req.httpVersionMajor;
  copy.httpVersionMinor = req.httpVersionMinor;
  const { "transfer-encoding": _, ...headers } = req.headers;
  copy.headers = { ...headers, "content-length": String(body.byteLength) };
  copy.push(body);
  copy.push(null);
  copy.complete = true;
  return copy;
}

function readAll(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limit) {
        req.removeAllListeners("data");
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    req.on("end", () => resolve(Buffer.concat(chunks)));
    req.on("error", () => reject(new DomainError("bad_request", "The body ended early")));
  });
}
