import { problemOf } from "#lib/http/problem";

/** The parts of an error answer, for a response object or a bare socket. */
export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Writes an error as problem+json, with Retry-After where it says when to come back. */
export function problemAnswer(error: unknown, requestId: string): ProblemAnswer {
  const { retryAfterS, ...problem } = problemOf(error, requestId);
  const body = JSON.stringify(problem);
  return {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "content-length": String(Buffer.byteLength(body)),
      "cache-control": "no-store",
      ...(retryAfterS === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfterS))) }),
    },
    body,
  };
}
