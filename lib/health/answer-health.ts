import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "#lib/auth/actor";
import { authenticate } from "#lib/auth/authenticate";
import type { Context } from "#lib/auth/context";
import { isDomainError } from "#lib/core/errors";
import { readiness } from "#lib/core/readiness";
import { singleton } from "#lib/core/singleton";
import { limitRequests } from "#lib/http/request-limit";
import { protocolRoute } from "#lib/http/route";
import { currentHealth } from "./current-health.ts";
import { HealthAnswer } from "./schema.ts";
import { withinLimit } from "./within-limit.ts";

/** Who was allowed is told which component it is while the database, which knows who they are, is away. */
const rememberedMs = 10 * 60_000;
const mostRemembered = 200;
/** A database that hangs must not hold up the answer that says so. */
const identifyLimitMs = 1_500;

/**
 * `GET /api/v1/health`: 200 for healthy and degraded, 503 for unhealthy. Without identity, with one that is not valid, or
 * without `monitoring:read` only the status is told. Answers while the database is away.
 */
export const answerHealth = protocolRoute(
  {
    name: "readHealth",
    summary: "How this installation is: the status for everybody, its components with monitoring:read",
    policy: "public",
    input: z.strictObject({}),
    output: HealthAnswer,
  },
  async (request, ctx) => {
    const isAllowed = await mayRead(request, ctx);
    const health = await currentHealth(ctx.db, ctx.now);
    return Response.json(isAllowed ? health : { status: health.status }, {
      status: health.status === "unhealthy" ? 503 : 200,
      headers: { "cache-control": "no-store" },
    });
  },
);

/** @throws DomainError rate_limited */
async function mayRead(request: Request, ctx: Context): Promise<boolean> {
  const credentials = `${request.headers.get("authorization") ?? ""}\n${request.headers.get("cookie") ?? ""}`;
  const hash = createHash("sha256").update(credentials).digest("base64");
  const remembered = singleton<Map<string, number>>("health-readers", () => new Map());
  const actor = await identify(request, ctx);
  limitRequests(actor ?? ctx.actor);
  if (!actor) return performance.now() - (remembered.get(hash) ?? Number.NEGATIVE_INFINITY) < rememberedMs;
  const isAllowed = actor.permissions.has("monitoring:read");
  remembered.delete(hash);
  if (isAllowed) remembered.set(hash, performance.now());
  // The one that has not asked for longest goes first.
  for (const oldest of [...remembered.keys()].slice(0, Math.max(0, remembered.size - mostRemembered))) remembered.delete(oldest);
  return isAllowed;
}

/** Who asks; whoever is not known is nobody. Undefined when it cannot be found out, because the database is away or hangs. */
async function identify(request: Request, ctx: Context): Promise<Actor | undefined> {
  if (readiness().isDatabaseAway) return undefined;
  const { address, requestId } = ctx.actor;
  try {
    return (await withinLimit(authenticate(request, { address, requestId }, "public"), identifyLimitMs)).actor;
  } catch (error) {
    return isDomainError(error) ? ctx.actor : undefined;
  }
}
