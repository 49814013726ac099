import type { Database } from "#lib/core/database";
import type { Log } from "#lib/core/log";
import { listen } from "../http/listen.ts";
import { StartupError } from "../startup-error.ts";
import { createHandler } from "./create-handler.ts";
import { createGrpcServer } from "./create-server.ts";

export interface Grpc {
  port: number;
  /** Tells everybody who waits for the database that it is away. */
  databaseWentAway(): void;
  /** Tells every connection to go elsewhere (GOAWAY); resolves when every call that was accepted is answered. */
  drain(): Promise<void>;
  /** Ends what is still open. */
  end(): void;
}

export interface GrpcOptions {
  /** 0 lets the system choose one. */
  port: number;
  host: string;
  /** The port of the HTTP API, which cannot be this one. */
  httpPort?: number;
  db: Database;
  log: Log;
}

/** Opens the gRPC port. @throws StartupError when it is taken */
export async function startGrpc({ port, host, httpPort, db, log }: GrpcOptions): Promise<Grpc> {
  if (port === httpPort) throw new StartupError(`GRPC_PORT and PORT are both ${port}: gRPC needs a port of its own`);
  const draining = new AbortController();
  const { handle, calls } = createHandler({ db, log, draining: draining.signal });
  const { server, sessions } = createGrpcServer(handle);
  await listen(server, port, host, { name: "GRPC_PORT" });
  const address = server.address();
  return {
    port: address && typeof address === "object" ? address.port : port,
    databaseWentAway: calls.databaseWentAway,
    async drain() {
      draining.abort();
      const closed = [...sessions].map((session) => new Promise<void>((resolve) => session.close(resolve)));
      await Promise.all([...closed, new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
    end() {
      server.close();
      for (const session of sessions) session.destroy();
    },
  };
}
