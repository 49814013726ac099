import { createServer, type IncomingHttpHeaders } from "node:http";
import { type BrowserKeys, decryptPush, newBrowserKeys, verifyVapid } from "./decrypt-push.ts";

/** A browser that this service reaches. `received`: what came for it, opened with its own keys. */
export interface TestBrowser {
  endpoint: string;
  keys: BrowserKeys;
  received: { headers: IncomingHttpHeaders; vapid: ReturnType<typeof verifyVapid>; text: string }[];
}

export interface PushService {
  url: string;
  /** A browser that subscribes, as its PushManager would give it. */
  newBrowser(): TestBrowser;
  /** Resolves when so many messages have come, for whoever. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A real push service on loopback: it takes only what is signed (VAPID) and encrypted for one of its browsers, else it answers 400. */
export async function startPushService(answer: (endpoint: string) => number = () => 201): Promise<PushService> {
  const browsers = new Map<string, TestBrowser>();
  const waiting = new Set<() => void>();
  let count = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const browser = browsers.get(request.url ?? "");
      const { headers } = request;
      try {
        if (!browser) throw new Error("No such browser");
        const text = decryptPush(Buffer.concat(chunks), browser.keys);
        const vapid = verifyVapid(headers.authorization ?? "");
        const status = answer(browser.endpoint);
        if (status < 300) browser.received.push({ headers, vapid, text });
        response.writeHead(status).end();
      } catch (error) {
        response.writeHead(400).end(String(error));
      }
      count++;
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    newBrowser() {
      const path = `/push/${crypto.randomUUID()}`;
      const browser: TestBrowser = { endpoint: `${url}${path}`, keys: newBrowserKeys(), received: [] };
      browsers.set(path, browser);
      return browser;
    },
    until(wanted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const check = () => {
        if (count < wanted) return;
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
