import { connect, createServer, type Socket } from "node:net";

export interface DatabaseProxy {
  /** The database through the proxy. */
  url: string;
  /** Every connection breaks and new ones are refused, as when PostgreSQL is stopped. */
  away(): Promise<void>;
  /** PostgreSQL is there again. */
  back(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between a test and PostgreSQL, so that it can be away for one test file while others go on. */
export async function databaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((inbound) => {
    const outbound = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    inbound.pipe(outbound).pipe(inbound);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);

  const away = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { url: url.href, away, back: () => listen(address.port), close: () => (server.listening ? away() : Promise.resolve()) };
}
