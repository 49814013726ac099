import { connect, createServer, type Socket } from "node:net";

export interface CommitCutter {
  /** The database through it. */
  url: string;
  /** The next COMMITs reach PostgreSQL or not, and the connection breaks before anybody is told. */
  cutNext(count: number, reaches: boolean): void;
  /** How many were cut. */
  cuts(): number;
  close(): Promise<void>;
}

const commit = Buffer.from("commit\0");

/** Stands between a test and PostgreSQL and breaks connections at the one moment when nobody knows what happened. */
export async function commitCutter(databaseUrl: string): Promise<CommitCutter> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let left = 0;
  let reaches = true;
  let cuts = 0;
  const server = createServer((inbound) => {
    const outbound = connect(Number(target.port), target.hostname);
    let isCut = false;
    for (const socket of [inbound, outbound]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        inbound.destroy();
        if (!isCut) outbound.destroy();
      });
    }
    inbound.on("data", (data) => {
      if (left === 0 || !data.includes(commit)) return outbound.write(data);
      left -= 1;
      cuts += 1;
      isCut = true;
      if (reaches) outbound.end(data);
      else outbound.destroy();
      return inbound.destroy();
    });
    outbound.on("data", (data) => void (isCut || inbound.write(data)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("No port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    cutNext(count, doesReach) {
      left = count;
      reaches = doesReach;
    },
    cuts: () => cuts,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
