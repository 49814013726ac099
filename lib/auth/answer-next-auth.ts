import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { nextAuthOptions } from "#lib/auth/next-auth-options";
import { type OperationContract, validationFailed } from "#lib/auth/operation";
import { DomainError, isDatabaseAway, isDomainError, notFound } from "#lib/core/errors";
import { originOf, ownUrl } from "./internal/origin.ts";
import { runNextAuth } from "./internal/run-next-auth.ts";
import { decodeCookie, readCookies } from "./internal/session-cookie.ts";

/** What we offer of next-auth. Its `_log` would let anybody write our log. */
const offered: Record<string, readonly string[]> = {
  GET: ["csrf", "session", "providers", "signin", "signout", "error", "callback"],
  POST: ["callback", "signin", "signout"],
};

const contract = { policy: "public", input: z.object({}), output: z.unknown() } as const;
export const nextAuthGet: OperationContract = {
  ...contract,
  name: "nextAuth",
  summary: "The present session, next-auth's own pages and tokens",
};
export const nextAuthPost: OperationContract = {
  ...contract,
  name: "nextAuthSend",
  summary: "Sign in (callback/credentials: email, password, csrfToken) and out",
};

/** Anything else in a body is no field of ours. */
const Fields = z.record(z.string().max(64), z.union([z.string().max(2048), z.boolean().transform(String)]));

/**
 * `/api/auth/*`: next-auth, with our limits in front and our words behind. A form gets next-auth's own redirects; a caller
 * that sends JSON gets `{ url }` or a problem.
 * @throws DomainError not_found, validation_failed; of a JSON sign-in also unauthenticated, rate_limited; the database's own
 */
export async function answerNextAuth(request: Request, ctx: Context, params: Record<string, string | string[]>): Promise<Response> {
  const action = [params.nextauth ?? []].flat();
  if (!offered[request.method]?.includes(action[0] ?? "")) throw notFound("Page");
  const origin = originOf(request.headers);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { body, isJson } = request.method === "POST" ? await readFields(request) : { body: {}, isJson: false };
  for (const fields of [query, body]) if (fields.callbackUrl !== undefined) fields.callbackUrl = ownUrl(fields.callbackUrl, origin);

  let failure: unknown;
  const options = nextAuthOptions(ctx, origin, (error) => {
    failure ??= error;
  });
  const sent = { method: request.method, action, query, body, cookieHeader: ownCookies(request.headers.get("cookie"), origin), origin };
  const response = await runNextAuth(sent, options);
  if (failure !== undefined && (isJson || !isDomainError(failure) || isDatabaseAway(failure))) throw failure;
  assertInOurWords(response);
  return isJson ? inJson(response) : response;
}

/** next-auth says in plain text what it cannot do, and 500 where it means 404; with JSON it answers a sign-in. */
function assertInOurWords({ status, headers }: Response): void {
  if (status < 400 || headers.get("content-type")?.startsWith("application/json")) return;
  throw notFound("Page");
}

async function readFields(request: Request): Promise<{ body: Record<string, string>; isJson: boolean }> {
  const isJson = /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
  const text = await request.text();
  const parsed = Fields.safeParse(isJson ? jsonOf(text) : Object.fromEntries(new URLSearchParams(text)));
  if (!parsed.success) throw validationFailed(parsed.error);
  return { body: parsed.data, isJson };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("malformed_json", "The body is not valid JSON");
  }
}

/** Where next-auth would redirect to, for callers that follow themselves. */
function inJson(response: Response): Response {
  const location = response.headers.get("location");
  if (location === null) return response;
  if (new URL(location).searchParams.get("csrf") === "true")
    throw new DomainError("forbidden", "Ask /api/auth/csrf for a token first and send its cookie");
  const headers = new Headers(response.headers);
  headers.delete("location");
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify({ url: location }), { status: 200, headers });
}

/** A callback cookie that is no URL of this site would make next-auth refuse everything: it is left out. */
function ownCookies(header: string | null, origin: string): string {
  const isOwn = (url: string) => URL.canParse(url) && new URL(url).origin === origin;
  return [...readCookies(header ?? "")]
    .filter(([name, value]) => !name.endsWith("next-auth.callback-url") || isOwn(decodeCookie(value)))
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}
