import type { z } from "zod";
import type { Actor, NodeActor } from "#lib/auth/actor";
import type { Context } from "#lib/auth/context";
import type { Policy } from "#lib/auth/permissions";
import { DomainError } from "#lib/core/errors";
import type { ProblemItem } from "#lib/universal/problem";

/** The declaration of one operation. OpenAPI, route validation and the permission matrix are made from it. */
export interface OperationContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** camelCase verb and noun; the OpenAPI operationId. */
  name: string;
  /** One sentence for the reference. */
  summary: string;
  /** Who may; checked before anything is parsed. */
  policy: Policy;
  /** One flat object: path parameters, query and body together. */
  input: I;
  output: O;
}

/** A callable operation with its declaration. */
export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, R = z.output<O>> = ((
  ctx: Context,
  input: z.input<I>,
) => Promise<R>) & {
  contract: OperationContract<I, O>;
};

/** 401 without identity, 403 with an identity that lacks the permission. */
export function demand(actor: Actor, policy: Policy): void {
  if (policy === "public" || actor.kind === "system") return;
  if (policy === "node") {
    if (actor.kind !== "node") throw new DomainError("forbidden", "This needs the token of a node server");
    return;
  }
  if (policy === "appliance") throw new DomainError("forbidden", "This needs the token of an appliance");
  if (actor.kind === "anonymous") throw new DomainError("unauthenticated", "Sign in or send an API key");
  if (actor.kind === "node") throw new DomainError("forbidden", "A node token cannot do this");
  if (policy === "signed-in") return;
  if (!actor.permissions.has(policy)) throw new DomainError("forbidden", `This needs the permission ${policy}`);
}

/** Parses an operation's input. @throws DomainError validation_failed naming every wrong field */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw validationFailed(parsed.error);
}

/** Turns zod's issues into the answer's `errors`, each naming its field. */
export function validationFailed(error: z.ZodError): DomainError {
  const errors: ProblemItem[] = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), code: "unknown", detail: `Unknown parameter ${key}` }))
      : [{ path: issue.path.join("."), code: issue.code, detail: issue.message }],
  );
  const shown = errors.slice(0, 3).map((item) => (item.path ? `${item.path}: ${item.detail}` : item.detail));
  return new DomainError("validation_failed", shown.join("; "), { errors });
}

/** What an operation's body gets: the actor is narrowed to a node server where the policy says so. */
type ContextOf<P extends Policy> = P extends "node" ? Context<NodeActor> : Context;

/**
 * Declares an operation: permission, then parse, then `run`. `run` does transaction, conditional write, audit,
 * publish, and returns the view.
 */
export function operation<P extends Policy, I extends z.ZodType, O extends z.ZodType>(
  contract: OperationContract<I, O> & { policy: P },
  run: (ctx: ContextOf<P>, input: z.output<I>) => Promise<z.input<O>>,
): Operation<I, O, z.input<O>> {
  const call = async (ctx: Context, input: z.input<I>) => {
    demand(ctx.actor, contract.policy);
    return run(ctx as ContextOf<P>, parseInput(contract.input, input));
  };
  return Object.assign(call, { contract });
}

/**
 * Declares an operation whose answer is written piece by piece, so that one of any length needs the memory of a few pieces. What
 * they make together is `output` as JSON.
 */
export function streamedOperation<P extends Policy, I extends z.ZodType, O extends z.ZodType>(
  contract: OperationContract<I, O> & { policy: P },
  run: (ctx: ContextOf<P>, input: z.output<I>) => AsyncIterable<string>,
): Operation<I, O, AsyncIterable<string>> {
  const call = async (ctx: Context, input: z.input<I>) => {
    demand(ctx.actor, contract.policy);
    return run(ctx as ContextOf<P>, parseInput(contract.input, input));
  };
  return Object.assign(call, { contract });
}
