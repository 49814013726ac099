import type { Instrumentation } from "next";

/**
 * Next tells us of every error that a page or route threw. A database that does not answer makes the page a 503 (the HTTP
 * front looks it up by request id); everything else is logged with the id that the answer carries.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  const [{ noteAwayRequest }, { isDatabaseAway }, { log }] = await Promise.all([
    import("#lib/core/away-requests"),
    import("#lib/core/errors"),
    import("#lib/core/log"),
  ]);
  const requestId = [request.headers["x-request-id"]].flat()[0] ?? "";
  if (isDatabaseAway(error)) {
    noteAwayRequest(requestId);
    log().warn({ requestId, path: request.path }, "a page found the database away");
    return;
  }
  log().error({ err: error, requestId, path: request.path }, "a page failed");
};
