import { createServer, type IncomingHttpHeaders } from "node:http";

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** Resolves when so many have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A real HTTP receiver on loopback. `answer` decides the status of each request; undefined: it never answers. */
export async function startReceiver(
  answer: (received: Received) => number | { status: number; headers: Record<string, string> } | undefined = () => 204,
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      const one = { headers: request.headers, body };
      received.push(one);
      for (const check of waiting) check();
      const given = answer(one);
      if (given === undefined) return;
      const { status, headers } = typeof given === "number" ? { status: given, headers: {} } : given;
      response.writeHead(status, headers).end(status === 204 ? undefined : `status ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  return {
    url: `http://127.0.0.1:${address.port}/hooks`,
    received,
    until(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = () => {
        if (received.length < count) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
      return promise;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
