import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { DescMethod } from "@bufbuild/protobuf";
import type { HandlerContext, MethodImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import type { Context } from "#lib/auth/context";
import type { Policy } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import type { Log } from "#lib/core/log";
import { type Calls, trackCalls } from "./calls.ts";
import { admit } from "./gate.ts";
import { grpcError } from "./grpc-error.ts";
import { actorKey, contextValuesOf, originKey } from "./origin.ts";
import { addReflection, reflectionMethods } from "./reflection/add-reflection.ts";
import { refuseUnknown } from "./refuse-unknown.ts";
import { type Served, servedRpcs } from "./services.ts";

/** What the HTTP/2 server calls. */
export type GrpcHandler = (req: Http2ServerRequest, res: Http2ServerResponse) => void;

/** The largest message that is read, in bytes; the same as a body of the HTTP API. */
const largestMessage = 1024 * 1024;

export interface HandlerOptions {
  db: Database;
  log: Log;
  /** Ends the streams that would never end by themselves. */
  draining: AbortSignal;
}

/** Answers every RPC of the proto and reflection, by gRPC only. */
export function createHandler({ db, log, draining }: HandlerOptions): { handle: GrpcHandler; calls: Calls } {
  const calls = trackCalls();
  const policies = new Map<DescMethod, Policy>([
    ...servedRpcs.map(({ method, rpc }) => [method, rpc.contract.policy] as const),
    // It tells what the proto file tells.
    ...reflectionMethods.map((method) => [method, "public"] as const),
  ]);
  const handle = connectNodeAdapter({
    grpc: true,
    grpcWeb: false,
    connect: false,
    readMaxBytes: largestMessage,
    contextValues: contextValuesOf,
    fallback: refuseUnknown,
    requestGate: (context) =>
      answering(context, calls, async () => {
        context.responseHeader.set("x-request-id", context.values.get(originKey).requestId);
        const policy = policies.get(context.method);
        if (policy === undefined) throw new Error(`${context.method.name} has no policy`);
        await admit(context, policy, db);
      }),
    routes(router) {
      for (const served of servedRpcs) {
        const answer = (request: unknown, context: HandlerContext) =>
          answering(context, calls, () => callOperation(served, request, context, db, log));
        router.rpc(served.method, answer as MethodImpl<typeof served.method>);
      }
      addReflection(router, draining);
    },
  });
  return { handle, calls };
}

async function callOperation({ method, rpc }: Served, request: unknown, context: HandlerContext, db: Database, log: Log): Promise<object> {
  const { requestId } = context.values.get(originKey);
  const actor = context.values.get(actorKey);
  if (!actor) throw new DomainError("unauthenticated", "Send an API key");
  const startedAt = performance.now();
  const ctx: Context = { actor, db, now: new Date(), log: log.child({ requestId }) };
  const answer = await rpc.call(ctx, request);
  log.debug({ requestId, rpc: `${method.parent.typeName}/${method.name}`, durationMs: Math.round(performance.now() - startedAt) }, "rpc");
  return answer;
}

/** Every failure becomes a status, and nobody waits longer than the deadline or for a database that is away. */
async function answering<T>(context: HandlerContext, calls: Calls, work: () => Promise<T>): Promise<T> {
  try {
    return await calls.run(work(), context.signal);
  } catch (error) {
    throw grpcError(error, context.values.get(originKey).requestId);
  }
}
