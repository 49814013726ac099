import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors";
import { type Log, log } from "#lib/core/log";
import { trafficMeter } from "#lib/http/traffic-meter";
import { bufferBody } from "./buffer-body.ts";
import { checkBody, checkMethod, pathnameOf } from "./check-request.ts";
import { controlAnswer } from "./control-answer.ts";
import type { Exchange } from "./exchange.ts";
import { kindOfPath, type PathKind } from "./kind-of-path.ts";
import { setOwnHeaders } from "./own-headers.ts";
import { refuse, revise } from "./refuse.ts";
import type { RouteTable } from "./route-table.ts";
import { dataPolicy, pagePolicy, securityHeaders } from "./security-headers.ts";
import { withoutTrailingSlash } from "./trailing-slash.ts";

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
    req.url = withoutTrailingSlash(req.url ?? "");
    const pathname = pathnameOf(req);
    exchange.pathname = pathname;
    exchange.kind = kindOfPath(pathname);
    if (pathname !== "/metrics") trafficMeter().requests += 1;
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

function watch({ req, res, requestId }: Exchange, logger: Log): void {
  if (!logger.isLevelEnabled("debug")) return;
  const startedAt = performance.now();
  res.on("close", () => {
    // What stands after `/submit/` is a secret.
    const path = req.url?.split("?", 1)[0]?.replace(/^\/(submit|audit)\/.*/, "/$1/…");
    logger.debug(
      { requestId, method: req.method, path, status: res.statusCode, durationMs: Math.round(performance.now() - startedAt) },
      "request",
    );
  });
}
