import { singleton } from "#lib/core/singleton";

/** So many requests fail at once in the worst case that is still worth an honest answer each. */
const most = 10_000;

/**
 * Requests whose page could not be drawn because the database did not answer, by request id. Next's renderer notes them,
 * the HTTP front answers them: the two share nothing else.
 */
const awayRequests = () => singleton("away-requests", () => new Set<string>());

export function noteAwayRequest(requestId: string): void {
  const requests = awayRequests();
  if (requests.size >= most) requests.clear();
  requests.add(requestId);
}

/** True once for a request that was noted. */
export function takeAwayRequest(requestId: string): boolean {
  return awayRequests().delete(requestId);
}
