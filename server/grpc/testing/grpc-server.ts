import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { pino } from "pino";
import { afterAll, beforeAll } from "vitest";
import type { Database } from "#lib/core/database";
import { type Grpc, startGrpc } from "../start-grpc.ts";

/** The real gRPC server of this test process, on a port of its own and the test's database. */
export function testGrpcServer(db: Database): { grpc(): Grpc; url(): string } {
  let grpc: Grpc | undefined;
  const started = () => {
    if (!grpc) throw new Error("The gRPC server was not started yet");
    return grpc;
  };
  beforeAll(async () => {
    grpc = await startGrpc({ port: 0, host: "127.0.0.1", db, log: pino({ level: "silent" }) });
  });
  afterAll(() => grpc?.end());
  return { grpc: started, url: () => `http://127.0.0.1:${started().port}` };
}

/** A gRPC client as anybody would make one; `bearer` is the API key. */
export function grpcClient<S extends DescService>(service: S, url: string, bearer?: string): Client<S> {
  return createClient(
    service,
    createGrpcTransport({
      baseUrl: url,
      interceptors: [
        (next) => (request) => {
          if (bearer !== undefined) request.header.set("authorization", `Bearer ${bearer}`);
          return next(request);
        },
      ],
    }),
  );
}
