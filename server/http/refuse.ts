import type { IncomingMessage } from "node:http";
import { takeAwayRequest } from "#lib/core/away-requests";
import { DomainError } from "#lib/core/errors";
import { awayPage } from "./away-page.ts";
import { MethodRefused } from "./check-request.ts";
import type { Exchange } from "./exchange.ts";
import { type ProblemAnswer, problemAnswer } from "./problem-answer.ts";

/**
 * Under /api every failure is a problem, whoever failed: Next's own 404, 405 and 500 have other words. A page that failed
 * for want of the database says so, and when to come back.
 */
export function revise({ kind, pathname, requestId }: Exchange, status: number, contentType: string): ProblemAnswer | undefined {
  if (kind === "page" && status === 500 && takeAwayRequest(requestId)) return awayAnswer(requestId);
  if (kind !== "api" || status < 400 || !pathname.startsWith("/api/") || pathname.startsWith("/api/auth/")) return undefined;
  if (contentType.startsWith("application/problem+json")) return undefined;
  const code = status === 404 ? "not_found" : status === 405 ? "method_not_allowed" : status < 500 ? "bad_request" : "internal";
  return problemAnswer(
    new DomainError(
      code,
      code === "internal" ? "An unexpected error; the request id finds it in the log" : "This path or method does not exist",
    ),
    requestId,
  );
}

function awayAnswer(requestId: string): ProblemAnswer {
  return asPage(problemAnswer(new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2 }), requestId));
}

/** A person gets words and a page that tries again, not JSON. */
function asPage(answer: ProblemAnswer): ProblemAnswer {
  answer.headers["content-type"] = "text/html; charset=utf-8";
  answer.headers["content-length"] = String(Buffer.byteLength(awayPage));
  answer.body = awayPage;
  return answer;
}

/** Answers with the error. What is left of the request's body is not waited for, except for a moment. */
export function refuse({ req, res, kind, requestId, control }: Exchange, error: unknown): void {
  const answer = problemAnswer(error, requestId);
  if (kind === "page" && answer.status === 503) asPage(answer);
  if (error instanceof MethodRefused) answer.headers.allow = error.allow.join(", ");
  if (!req.complete) answer.headers.connection = "close";
  const isAnswered = control.replaceWith(answer, req.complete ? undefined : restOf(req));
  if (!isAnswered && !res.writableEnded) res.destroy();
}

/**
 * Reads on and forgets until the body ends, for a second at most. A connection that is closed before is reset, and a client
 * that is still sending then sees a broken pipe where it should see the answer.
 */
function restOf(req: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, 1_000);
    req.once("close", () => {
      clearTimeout(patience);
      resolve();
    });
    req.once("end", resolve);
    req.resume();
  });
}
