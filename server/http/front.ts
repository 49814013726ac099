import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors";
import { type Log, log } from "#lib/core/log";
import { awayPage } from "./away-page.ts";
import { bufferBody } from "./buffer-body.ts";
import { checkBody, checkMethod, MethodRefused, pathnameOf } from "./check-request.ts";
import { controlAnswer } from "./control-answer.ts";
import type { Exchange } from "./exchange.ts";
import { kindOfPath, type PathKind } from "./kind-of-path.ts";
import { setOwnHeaders } from "./own-headers.ts";
import type { RouteTable } from "./route-table.ts";
import { dataPolicy, pagePolicy, securityHeaders } from "./security-headers.ts";
import { type ProblemAnswer, problemAnswer } from "./send-problem.ts";

export type RequestHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

export interface FrontOptions {
  /** Who answers in the end; undefined while the process starts. */
  app(): RequestHandler | undefined;
  /** What the build knows; undefined in development. */
  routes(): RouteTable | undefined;
  isDraining(): boolean;
  isDatabaseAway(): boolean;
  isDev: boolean;
  publicUrl: URL | undefined;
}

export interface Front {
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Requests that are not answered yet. */
  inFlight(): number;
  /** Gives everybody who waits for the database a 503 instead of silence. */
  databaseWentAway(): void;
}

const isDatabaseNeeded = (kind: PathKind) => kind === "api" || kind === "page";

/** Everything that happens to a request before Next sees it, and to an answer before the client does. */
export function createFront(options: FrontOptions): Front {
  const exchanges = new Set<Exchange>();
  const isHttps = options.publicUrl?.protocol === "https:";
  const always = securityHeaders(isHttps);

  async function serve(exchange: Exchange): Promise<void> {
    const { req, res, requestId } = exchange;
    const pathname = pathnameOf(req);
    exchange.pathname = pathname;
    exchange.kind = kindOfPath(pathname);
    if (options.isDraining() && exchange.kind !== "probe")
      throw new DomainError("shutting_down", "This process is stopping", { retryAfterS: 2 });
    const { kind, allow } = checkMethod(req, pathname, options.routes());
    exchange.kind = kind;
    const app = options.app();
    if (!app) throw new DomainError("database_unavailable", "Starting; try again", { retryAfterS: 1 });
    if (req.method === "OPTIONS") {
      res.writeHead(204, { allow: allow.join(", ") }).end();
      return;
    }
    const { limit, isChunked } = checkBody(req, pathname);
    if (options.isDatabaseAway() && isDatabaseNeeded(kind))
      throw new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2 });
    const nonce = randomBytes(16).toString("base64");
    const policy = kind === "page" ? pagePolicy(nonce, options.isDev) : dataPolicy;
    res.setHeader("content-security-policy", policy);
    setOwnHeaders(req, { requestId, publicUrl: options.publicUrl, ...(kind === "page" ? { page: { nonce, policy } } : {}) });
    if (req.headers.expect) res.writeContinue();
    await app(isChunked ? await bufferBody(req, limit) : req, res);
  }

  return {
    handle(req, res) {
      const requestId = randomUUID();
      for (const [name, value] of Object.entries(always)) res.setHeader(name, value);
      res.setHeader("x-request-id", requestId);
      res.setHeader("content-security-policy", dataPolicy);
      if (options.isDraining()) res.setHeader("connection", "close");
      const control = controlAnswer(res, (status, contentType) => revise(exchange, status, contentType));
      const exchange: Exchange = { req, res, requestId, pathname: "", kind: "api", control };
      exchanges.add(exchange);
      res.on("close", () => exchanges.delete(exchange));
      watch(exchange, log());
      serve(exchange).catch((error: unknown) => refuse(exchange, error));
    },
    inFlight: () => exchanges.size,
    databaseWentAway() {
      const error = new DomainError("database_unavailable", "The database stopped answering; nothing was acknowledged", { retryAfterS: 2 });
      for (const exchange of exchanges) if (isDatabaseNeeded(exchange.kind)) refuse(exchange, error);
    },
  };
}

/** Under /api every failure is a problem, whoever failed: Next's own 404, 405 and 500 have other words. */
function revise({ kind, pathname, requestId }: Exchange, status: number, contentType: string): ProblemAnswer | undefined {
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

/** Answers with the error. What is left of the request's body is not waited for, except for a moment. */
function refuse({ req, res, kind, requestId, control }: Exchange, error: unknown): void {
  const answer = problemAnswer(error, requestId);
  if (kind === "page" && answer.status === 503) {
    answer.headers["content-type"] = "text/html; charset=utf-8";
    answer.headers["content-length"] = String(Buffer.byteLength(awayPage));
    answer.body = awayPage;
  }
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

function watch({ req, res, requestId }: Exchange, logger: Log): void {
  if (!logger.isLevelEnabled("debug")) return;
  const startedAt = performance.now();
  res.on("close", () => {
    const path = req.url?.split("?", 1)[0];
    logger.debug(
      { requestId, method: req.method, path, status: res.statusCode, durationMs: Math.round(performance.now() - startedAt) },
      "request",
    );
  });
}
