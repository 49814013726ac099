import { createHash } from "node:crypto";
import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { DomainError } from "#lib/core/errors";
import { type AuthenticatedNode, authenticateNode, type NodeCredentials } from "#lib/fleet/authenticate-node";
import { recordHeartbeat } from "#lib/fleet/record-heartbeat";
import { bodyText } from "#lib/http/body-text";
import { parseJson } from "#lib/http/parse-json";
import type { ProblemItem } from "#lib/universal/problem";

/** What every UniProxy call carries in its query. `node_type` changes nothing: a server is known by its id. */
export const uniProxyQuery = { node_id: z.string(), node_type: z.string().optional(), token: z.string() };
/** What every mod_mu call carries in its query: the token under one name or both. */
export const modMuQuery = { node_id: z.string().optional(), key: z.string().optional(), muKey: z.string().optional() };

/** A UniProxy node by its query. Any call that gets this far is a heartbeat, whatever its body is. */
export function uniProxyNode(request: Request, ctx: Context): Promise<AuthenticatedNode> {
  const query = new URL(request.url).searchParams;
  return enter(ctx, { nodeServerId: idOf(query.get("node_id")), token: query.get("token"), protocol: "uniproxy" });
}

/** A mod_mu node by its query, or by its path where the path names it. */
export function modMuNode(request: Request, ctx: Context, pathId?: string | string[]): Promise<AuthenticatedNode> {
  const query = new URL(request.url).searchParams;
  const named = pathId === undefined ? query.get("node_id") : String(pathId);
  // detect_rules is the one call that may name no server; an id that is none is an unknown server, not a missing one.
  const nodeServerId = named === null ? undefined : (idOf(named) ?? 0);
  return enter(ctx, { nodeServerId, token: query.get("key") ?? query.get("muKey"), protocol: "mod_mu" });
}

/** A native node by its bearer token. */
export function nativeNode(request: Request, ctx: Context): Promise<AuthenticatedNode> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
  return enter(ctx, { nodeServerId: undefined, token, protocol: "native" });
}

async function enter(ctx: Context, credentials: NodeCredentials): Promise<AuthenticatedNode> {
  const node = await authenticateNode(ctx.db, credentials);
  await recordHeartbeat(ctx.db, node.id, ctx.now, { isPush: false });
  return node;
}

function idOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** The JSON object of a body; nodes do not always say what they send. @throws DomainError malformed_json, unprocessable */
export async function objectOf(request: Request, expected: string): Promise<Record<string, unknown>> {
  const text = await bodyText(request);
  const body = parseJson(text === "" ? "{}" : text);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new DomainError("unprocessable", `The body must be ${expected}`);
  return body as Record<string, unknown>;
}

/** The list in a mod_mu body `{ "data": [...] }`. @throws DomainError malformed_json, unprocessable */
export async function listOf(request: Request, expected: string): Promise<unknown[]> {
  const { data } = await objectOf(request, expected);
  if (!Array.isArray(data)) throw new DomainError("unprocessable", `The body must be ${expected}`);
  return data;
}

/** An item of a report that was left out, by its place or key. */
export interface SkippedItem {
  index: number | string;
  code: string;
  detail: string;
}

/** Skipped items are counted and the first of them named; a report without any is answered in the protocol's own words alone. */
export function skippedOf(skipped: readonly SkippedItem[]): { rejectedCount?: number; rejected?: SkippedItem[] } {
  return skipped.length === 0 ? {} : { rejectedCount: skipped.length, rejected: skipped.slice(0, 50) };
}

/** 422 naming every wrong field of a body that is JSON but means nothing. */
export function unprocessable(error: z.ZodError): DomainError {
  const errors: ProblemItem[] = error.issues.map((issue) => ({ path: issue.path.join("."), code: issue.code, detail: issue.message }));
  return new DomainError(
    "unprocessable",
    errors
      .map((item) => `${item.path}: ${item.detail}`)
      .join("; ")
      .slice(0, 500),
    { errors },
  );
}

/** JSON with an ETag over its content; 304 to a node that has it already (V2board and SSPanel quote a SHA-1). */
export function etagJson(request: Request, value: unknown): Response {
  const body = JSON.stringify(value);
  const hash = createHash("sha1").update(body).digest("hex");
  const headers = { etag: `"${hash}"`, "cache-control": "private, no-cache" };
  if (request.headers.get("if-none-match")?.includes(hash)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json" } });
}
