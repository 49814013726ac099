import { type IncomingHttpHeaders, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Resolved } from "#lib/notifications/check-target";
import { plainStart } from "./plain-start.ts";

interface Post {
  url: URL;
  /** The only addresses that are connected to. */
  addresses: readonly Resolved[];
  headers: Record<string, string>;
  body: string | Uint8Array;
  signal: AbortSignal;
}

export interface Answer {
  statusCode: number;
  headers: IncomingHttpHeaders;
  /** Its first 1,000 characters. */
  body: string;
}

/** Bytes that are read of an answer: a receiver cannot fill our memory. */
const readBytes = 4_096;

/** Posts to addresses that were checked, whatever the name leads to by now. @throws when there is no answer */
export function post({ url, addresses, headers, body, signal }: Post): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const lookup: RequestOptions["lookup"] = (_host, options, done) => {
    const [first] = addresses;
    if (options.all) return done(null, [...addresses]);
    return done(null, first?.address ?? "", first?.family);
  };
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const length = String(Buffer.byteLength(body));
  const outbound = send(
    url,
    { method: "POST", headers: { ...headers, "content-length": length }, lookup, agent: false, signal },
    (inbound) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const end = () => {
        resolve({
          statusCode: inbound.statusCode ?? 0,
          headers: inbound.headers,
          body: plainStart(Buffer.concat(chunks).toString("utf8")),
        });
        inbound.destroy();
      };
      inbound.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size >= readBytes) end();
      });
      inbound.on("end", end);
      inbound.on("error", reject);
    },
  );
  outbound.on("error", reject);
  outbound.end(body);
  return promise;
}
