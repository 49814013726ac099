import { DomainError, isDatabaseAway, isDomainError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { type Problem, type ProblemCode, problemStatus } from "#lib/universal/problem";

const titles: Record<ProblemCode, string> = {
  bad_request: "Bad request",
  validation_failed: "Some values are not acceptable",
  malformed_json: "The body is not valid JSON",
  unauthenticated: "Not signed in",
  forbidden: "Not allowed",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  conflict: "Somebody was faster",
  wrong_state: "Not possible in the present state",
  confirmation_required: "Asks to be confirmed",
  batch_conflict: "The batch id was used for another body",
  counter_went_backwards: "A counter went backwards",
  body_too_large: "The body is too large",
  unsupported_media_type: "Unsupported media type",
  unprocessable: "Understood, but impossible",
  upgrade_required: "This needs a WebSocket",
  rate_limited: "Too many requests",
  internal: "Something went wrong on our side",
  database_unavailable: "The database is away",
  shutting_down: "Shutting down",
};

/** Writes a problem as RFC 9457, whoever answers: route(), the HTTP front, the upgrade router. */
export function problemOf(error: unknown, requestId: string): Problem & { retryAfterS?: number } {
  const known = knownError(error, requestId);
  return {
    type: `urn:fleetlight:problem:${known.code}`,
    title: titles[known.code],
    status: problemStatus[known.code],
    detail: known.message,
    code: known.code,
    requestId,
    ...(known.errors ? { errors: known.errors } : {}),
    ...(known.state === undefined ? {} : { state: known.state }),
    ...(known.retryAfterS === undefined ? {} : { retryAfterS: known.retryAfterS }),
  };
}

function knownError(error: unknown, requestId: string): DomainError {
  if (isDomainError(error)) return error;
  if (isDatabaseAway(error))
    return new DomainError("database_unavailable", "The database does not answer; nothing was stored. Try again", { retryAfterS: 2 });
  log().error({ err: error, requestId }, "unexpected error");
  return new DomainError("internal", "An unexpected error; the request id finds it in the log");
}

/** The problem as a Response. */
export function problemResponse(error: unknown, requestId: string): Response {
  const { retryAfterS, ...problem } = problemOf(error, requestId);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (retryAfterS !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfterS))));
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
