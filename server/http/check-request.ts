import type { IncomingMessage } from "node:http";
import { DomainError } from "#lib/core/errors";
import { bodyLimitOf, kindOfPath, type PathKind } from "./kind-of-path.ts";
import type { RouteTable } from "./route-table.ts";

const knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const pageMethods = ["GET", "HEAD"];

/** An answer to a method that a path does not have; `allow` names those it has. */
export class MethodRefused extends DomainError {
  readonly allow: string[];

  constructor(method: string, allow: string[]) {
    super("method_not_allowed", `${method} is not possible here; ${allow.join(", ")} is`);
    this.allow = allow;
  }
}

/** The path of a request line. @throws DomainError bad_request for whatever is not one of ours to decode */
export function pathnameOf(req: IncomingMessage): string {
  const url = req.url ?? "";
  const [pathname = ""] = url.split("?", 1);
  if (!url.startsWith("/") || url.startsWith("//") || /[\\\0]|%00|%5c/i.test(pathname) || !isDecodable(pathname)) {
    throw new DomainError("bad_request", "The address of the request is malformed");
  }
  // Two of them would be one site to a proxy and another to us.
  if (req.headersDistinct.host?.length !== 1 || !/^[\w.:[\]-]+$/.test(req.headers.host ?? ""))
    throw new DomainError("bad_request", "The Host header is malformed");
  return pathname;
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether anybody answers this method on this path. Unknown paths of the API are 404 here; in development there is no
 * table and Next decides.
 * @throws DomainError not_found, method_not_allowed, bad_request
 */
export function checkMethod(req: IncomingMessage, pathname: string, routes: RouteTable | undefined): { kind: PathKind; allow: string[] } {
  const method = req.method ?? "";
  if (!knownMethods.includes(method)) throw new MethodRefused(method, knownMethods);
  if (req.headers["next-action"] !== undefined) throw new DomainError("bad_request", "There are no server actions here");
  if (!isRouterState(req.headers["next-router-state-tree"])) throw new DomainError("bad_request", "The router state is malformed");
  const found = routes?.(pathname);
  const kind = found && kindOfPath(pathname) !== "probe" ? "api" : kindOfPath(pathname);
  if (kind === "socket") throw new DomainError("bad_request", "This path speaks WebSocket only");
  if (kind === "api" && routes && !found) throw new DomainError("not_found", "This path not found");
  const allow = kind === "page" || kind === "asset" ? pageMethods : (found ?? (kind === "probe" ? pageMethods : knownMethods));
  if (!allow.includes(method)) throw new MethodRefused(method, allow);
  return { kind, allow };
}

/** What the browser side of Next says about the page it shows, `[segment, {…}]`. Next itself answers 500 to anything else. */
function isRouterState(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  try {
    const [segment, parallel] = JSON.parse(decodeURIComponent(String(header))) as unknown[];
    return (typeof segment === "string" || Array.isArray(segment)) && typeof parallel === "object" && parallel !== null;
  } catch {
    return false;
  }
}

/** Refuses a body by its announced length; one without a length is counted while it is read. @throws DomainError */
export function checkBody(req: IncomingMessage, pathname: string): { limit: number; isChunked: boolean } {
  const limit = bodyLimitOf(pathname);
  if (Number(req.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  if (!/^100-continue$/i.test(req.headers.expect ?? "100-continue"))
    throw new DomainError("bad_request", "Of all expectations only 100-continue can be met");
  const encoding = req.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw new DomainError("unsupported_media_type", "Send the body without content-encoding");
  return { limit, isChunked: req.headers["transfer-encoding"] !== undefined };
}

export function tooLarge(limit: number): DomainError {
  return new DomainError("body_too_large", `The body may have at most ${limit} bytes`);
}
