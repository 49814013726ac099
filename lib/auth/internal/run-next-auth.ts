import NextAuth, { type NextAuthOptions } from "next-auth";
import { letNextAuthTrustOurHeaders } from "#lib/core/env";
import { decodeCookie, readCookies } from "./session-cookie.ts";

/** A request as next-auth's own request handler reads it. */
export interface NextAuthRequest {
  method: string;
  /** What follows /api/auth/. */
  action: string[];
  query: Record<string, string>;
  body: Record<string, string>;
  cookieHeader: string;
  origin: string;
}

type Handler = (request: object, response: object, options: NextAuthOptions) => Promise<unknown>;

/** CommonJS: the bundler and Node disagree about whether the default export is the module or its `default`. */
const handle = ("default" in NextAuth ? NextAuth.default : NextAuth) as Handler;

/**
 * next-auth's handler for plain Node requests, fed from a web Request: so it needs nothing of Next's, and sees of the
 * request only what we decided (no forwarded headers, no bearer).
 */
export async function runNextAuth(request: NextAuthRequest, options: NextAuthOptions): Promise<Response> {
  letNextAuthTrustOurHeaders();
  const { method, action, query, body, cookieHeader, origin } = request;
  const { host, protocol } = new URL(origin);
  const headers = { host, "x-forwarded-host": host, "x-forwarded-proto": protocol.slice(0, -1) };
  const cookies = Object.fromEntries([...readCookies(cookieHeader)].map(([name, value]) => [name, decodeCookie(value)]));
  const answer = new NextAuthResponse();
  await handle({ method, query: { ...query, nextauth: action }, body, cookies, headers }, answer, options);
  return answer.toResponse();
}

/** What next-auth calls on its `res`. */
class NextAuthResponse {
  #status = 200;
  #headers = new Map<string, string | string[]>();
  #body: string | null = null;

  status(status: number): this {
    this.#status = status;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  json(body: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.stringify(body);
  }

  send(body: unknown): void {
    if (typeof body === "string") this.#body = body;
    else if (body !== undefined) this.json(body);
  }

  end(): void {}

  toResponse(): Response {
    const headers = new Headers();
    for (const [name, value] of this.#headers) for (const one of [value].flat()) headers.append(name, one);
    headers.set("cache-control", "private, no-store");
    return new Response(this.#body, { status: this.#status, headers });
  }
}
