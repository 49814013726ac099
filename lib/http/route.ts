import type { z } from "zod";
import { type Authenticated, authenticate } from "#lib/auth/authenticate";
import type { Context } from "#lib/auth/context";
import { demand, type Operation, type OperationContract, parseInput } from "#lib/auth/operation";
import type { Policy } from "#lib/auth/permissions";
import { database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { bodyText } from "#lib/http/body-text";
import { type CsvExport, csvResponse } from "#lib/http/csv";
import { parseJson } from "#lib/http/parse-json";
import { isPieces, piecesResponse } from "#lib/http/pieces";
import { problemResponse } from "#lib/http/problem";
import { limitRequests } from "#lib/http/request-limit";
import { knowOperation, measured } from "#lib/http/request-meter";

/** What the manifest, OpenAPI and the permission matrix know about a handler. */
export interface RouteContract {
  kind: "operation" | "protocol";
  operation: OperationContract;
  status: number;
  hasCsv: boolean;
  /** The content type of an answer that is text, not JSON. */
  textType?: string | undefined;
  /** The field of the input that the body is, where it is a list. */
  listBody?: string | undefined;
}

/** A Next route handler with its declaration. A route file that exports anything else fails the build. */
export type RouteHandler = ((request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>) & {
  contract: RouteContract;
};

interface RouteOptions<I extends z.ZodType, R> {
  /** The success status: 200 unless said; a function for answers that differ (created or already there). */
  status?: number | ((result: R) => number);
  csv?: CsvExport<z.output<I>>;
  headers?: (result: R) => Record<string, string>;
  /** For an operation whose output is a text: a file, not JSON. */
  text?: { type: string; filename?: string };
  /** For a protocol whose body is a JSON list: the field of the input that holds it. */
  listBody?: string;
}

/**
 * A route is one line that names its operation. GET and DELETE take the path and the query, the others the path and a
 * JSON body, as one flat input. A result of undefined answers 204.
 */
export function route<I extends z.ZodType, O extends z.ZodType, R>(
  operation: Operation<I, O, R>,
  options: RouteOptions<I, R> = {},
): RouteHandler {
  const { contract } = operation;
  knowOperation(contract.name);
  const handler = (request: Request, { params }: { params: Promise<Record<string, string | string[]>> }) =>
    measured(contract.name, () =>
      answer(request, contract.policy, async (ctx) => {
        const { input, wantsCsv } = await readInput(request, await params, options);
        if (wantsCsv && options.csv) return csvResponse(ctx, parseInput(contract.input, input), options.csv);
        const result = await operation(ctx, input as z.input<I>);
        if (result === undefined) return new Response(null, { status: 204 });
        if (isPieces(result)) return piecesResponse(result);
        if (options.text) return textResponse(String(result), options.text);
        const status = typeof options.status === "function" ? options.status(result) : (options.status ?? 200);
        return Response.json(result, { status, headers: { "cache-control": "no-store", ...options.headers?.(result) } });
      }),
    );
  const status = typeof options.status === "number" ? options.status : 200;
  return Object.assign(handler, {
    contract: {
      kind: "operation" as const,
      operation: contract as unknown as OperationContract,
      status,
      hasCsv: options.csv !== undefined,
      textType: options.text?.type,
      listBody: options.listBody,
    },
  });
}

function textResponse(text: string, { type, filename }: { type: string; filename?: string }): Response {
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      ...(filename && { "content-disposition": `attachment; filename="${filename}"` }),
      "cache-control": "no-store",
    },
  });
}

/**
 * A path of a protocol of the outside world: it reads the request and answers in the protocol's own words. `listBody`: the field of
 * the declared input that the body is, where it is a list.
 */
export function protocolRoute<I extends z.ZodType, O extends z.ZodType>(
  contract: OperationContract<I, O>,
  run: (request: Request, ctx: Context, params: Record<string, string | string[]>) => Promise<Response>,
  { listBody }: { listBody?: string } = {},
): RouteHandler {
  knowOperation(contract.name);
  const handler = (request: Request, { params }: { params: Promise<Record<string, string | string[]>> }) =>
    measured(contract.name, async () => {
      const requestId = requestIdOf(request);
      try {
        const ctx: Context = { actor: anonymousOf(request, requestId), db: database(), now: new Date(), log: log().child({ requestId }) };
        return await run(request, ctx, await params);
      } catch (error) {
        return problemResponse(error, requestId);
      }
    });
  return Object.assign(handler, {
    contract: { kind: "protocol" as const, operation: contract as unknown as OperationContract, status: 200, hasCsv: false, listBody },
  });
}

/** Identity, limits and permission around `run`; every failure becomes a problem. */
async function answer(request: Request, policy: Policy, run: (ctx: Context) => Promise<Response>): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const origin = { address: addressOf(request), requestId };
    const identity: Authenticated = await authenticate(request, origin, policy).catch((error: unknown) => {
      // Guessing keys counts against the address it comes from.
      limitRequests(anonymousOf(request, requestId));
      throw error;
    });
    limitRequests(identity.actor);
    assertSameOrigin(request, identity);
    demand(identity.actor, policy);
    return await run({ actor: identity.actor, db: database(), now: new Date(), log: log().child({ requestId }) });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

function anonymousOf(request: Request, requestId: string): Context["actor"] {
  return { kind: "anonymous", label: "anonymous", permissions: new Set(), address: addressOf(request), requestId };
}

/** Set by the HTTP front, which alone decides them; a client's own header never arrives here. */
export function requestIdOf(request: Request): string {
  return request.headers.get("x-request-id") ?? crypto.randomUUID();
}

/** The peer's address as the HTTP front saw it. */
export function addressOf(request: Request): string | undefined {
  return request.headers.get("x-fleetlight-address") ?? undefined;
}

/** A session cookie travels by itself; a write with it must come from our own pages. Keys are sent on purpose. */
function assertSameOrigin(request: Request, identity: Authenticated): void {
  if (identity.by !== "session" || request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isForeign = site ? site !== "same-origin" && site !== "none" : origin !== null && hostOf(origin) !== request.headers.get("host");
  if (isForeign) throw new DomainError("forbidden", "A request with a session must come from this site");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

interface ReadInput {
  input: Record<string, unknown>;
  wantsCsv: boolean;
}

async function readInput(
  request: Request,
  params: Record<string, string | string[]>,
  { csv, listBody }: { csv?: unknown; listBody?: string },
): Promise<ReadInput> {
  const query = readQuery(new URL(request.url).searchParams);
  let wantsCsv = false;
  if (csv !== undefined) {
    wantsCsv = query.format === "csv" || (query.format === undefined && (request.headers.get("accept") ?? "").includes("text/csv"));
    if (query.format === "csv" || query.format === "json") delete query.format;
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD" && request.method !== "DELETE";
  const body = hasBody ? await readBody(request, listBody) : {};
  return { input: { ...query, ...body, ...params }, wantsCsv };
}

function readQuery(search: URLSearchParams): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null);
  for (const [name, value] of search) {
    if (name in query)
      throw new DomainError("validation_failed", `${name}: given more than once`, {
        errors: [{ path: name, code: "repeated", detail: "Given more than once" }],
      });
    if (value.includes("\0"))
      throw new DomainError("validation_failed", `${name}: text with NUL is refused`, {
        errors: [{ path: name, code: "nul", detail: "Text with NUL is refused" }],
      });
    query[name] = value;
  }
  return query;
}

/** The JSON object of a body, or its list as the field `listBody`; an absent body is an empty object. */
async function readBody(request: Request, listBody: string | undefined): Promise<Record<string, unknown>> {
  const text = await bodyText(request);
  if (text === "") return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(\w+\+)?json\b/i.test(type))
    throw new DomainError(
      "unsupported_media_type",
      `Send application/json, not ${type === "" ? "a body without content-type" : JSON.stringify(type.slice(0, 80))}`,
    );
  const body = parseJson(text);
  if (listBody !== undefined && Array.isArray(body)) return { [listBody]: body };
  if (typeof body !== "object" || body === null || Array.isArray(body) || listBody !== undefined)
    throw new DomainError("validation_failed", `The body must be a JSON ${listBody === undefined ? "object" : "list"}`, {
      errors: [{ path: "", code: "invalid_type", detail: `Expected ${listBody === undefined ? "an object" : "a list"}` }],
    });
  return body as Record<string, unknown>;
}
