import { Code, ConnectError } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema, RetryInfoSchema } from "#generated/proto/google/rpc/error_details_pb";
import { problemOf } from "#lib/http/problem";
import type { ProblemCode, ProblemItem } from "#lib/universal/problem";
import { snakeCase } from "./fields/snake-case.ts";

/** The closed list of problems as gRPC's status codes. */
const codes: Record<ProblemCode, Code> = {
  bad_request: Code.InvalidArgument,
  validation_failed: Code.InvalidArgument,
  malformed_json: Code.InvalidArgument,
  unsupported_media_type: Code.InvalidArgument,
  unauthenticated: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  not_found: Code.NotFound,
  method_not_allowed: Code.Unimplemented,
  upgrade_required: Code.Unimplemented,
  conflict: Code.Aborted,
  batch_conflict: Code.Aborted,
  wrong_state: Code.FailedPrecondition,
  counter_went_backwards: Code.FailedPrecondition,
  unprocessable: Code.FailedPrecondition,
  confirmation_required: Code.FailedPrecondition,
  body_too_large: Code.ResourceExhausted,
  rate_limited: Code.ResourceExhausted,
  internal: Code.Internal,
  database_unavailable: Code.Unavailable,
  shutting_down: Code.Unavailable,
};

/** Errors travel in headers, of which many clients take 8 KiB in all. */
const mostViolations = 20;
const mostText = 1_000;
const mostStateText = 3_000;

/**
 * Any error as an answer: status code, words, and as details why (`ErrorInfo`, with the present state as JSON), every wrong
 * field, when to come back, and the request's id. What nobody foresaw is logged and says nothing but the id.
 */
export function grpcError(error: unknown, requestId: string): ConnectError {
  // Connect's own: deadline exceeded, cancelled, not understood.
  if (error instanceof ConnectError) return error;
  const { code, detail, errors, state, retryAfterS } = problemOf(error, requestId);
  const stateText = state === undefined ? "" : JSON.stringify(state);
  const metadata = stateText === "" || stateText.length > mostStateText ? {} : { state: stateText };
  const answer = new ConnectError(inProtoWords(detail, errors ?? []).slice(0, mostText), codes[code]);
  answer.details = [
    { desc: ErrorInfoSchema, value: { reason: code.toUpperCase(), domain: "fleetlight", metadata } },
    ...(errors ? [{ desc: BadRequestSchema, value: { fieldViolations: violations(errors) } }] : []),
    ...(retryAfterS === undefined
      ? []
      : [{ desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(Math.max(1, Math.ceil(retryAfterS))) } } }]),
    { desc: RequestInfoSchema, value: { requestId } },
  ];
  return answer;
}

/** The words name fields too, as JSON spells them. */
function inProtoWords(detail: string, errors: readonly ProblemItem[]): string {
  const paths = errors.slice(0, mostViolations).map(({ path }) => path);
  return paths.reduce((words, path) => (path === "" ? words : words.replaceAll(`${path}: `, `${protoPath(path)}: `)), detail);
}

function protoPath(path: string): string {
  return path.split(".").map(snakeCase).join(".");
}

function violations(errors: readonly ProblemItem[]) {
  const shown = errors.slice(0, mostViolations).map(({ path, code, detail }) => ({
    field: protoPath(path),
    description: detail.slice(0, 200),
    reason: code.toUpperCase(),
  }));
  const left = errors.length - shown.length;
  return left === 0 ? shown : [...shown, { field: "", description: `and ${left} more`, reason: "MORE" }];
}
