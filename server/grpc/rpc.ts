import type { DescService, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import type { Operation, OperationContract } from "#lib/auth/operation";
import { checkInput } from "./check-input.ts";

/** One call of a gRPC service: an operation and how its input and answer are spelt. Policy, checks and audit are the operation's. */
export interface Rpc<In, Out> {
  contract: OperationContract;
  call(ctx: Context, request: In): Promise<Out>;
}

/** One entry per method of a service in the proto: a method without one does not compile. */
export type RpcsOf<S extends DescService> = {
  [K in keyof S["method"]]: Rpc<MessageShape<S["method"][K]["input"]>, MessageInitShape<S["method"][K]["output"]>>;
};

/**
 * Serves an operation as an RPC. `read` and `write` are pure and only spell; what is absent in the request is absent in the
 * input, so that the operation's own defaults apply.
 */
export function rpc<In, Out, I extends z.ZodType, O extends z.ZodType, R>(
  operation: Operation<I, O, R>,
  read: (request: In) => z.input<I>,
  write: (result: R) => Out,
): Rpc<In, Out> {
  return {
    contract: operation.contract as unknown as OperationContract,
    async call(ctx, request) {
      const input = read(request);
      return write(await operation(ctx, checkInput(input)));
    },
  };
}
