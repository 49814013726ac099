import type { HandlerContext } from "@connectrpc/connect";
import type { Actor } from "#lib/auth/actor";
import { authenticateHeaders } from "#lib/auth/authenticate";
import { demand } from "#lib/auth/operation";
import type { Policy } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { DomainError } from "#lib/core/errors";
import { readiness } from "#lib/core/readiness";
import { limitRequests } from "#lib/http/request-limit";
import { actorKey, type Origin, originKey } from "./origin.ts";

/**
 * Before a message is read: database there, key, limits, permission, as `route()` does. A key only: cookies and node tokens
 * are nobody here.
 * @throws DomainError database_unavailable, unauthenticated, rate_limited, forbidden
 */
export async function admit(context: HandlerContext, policy: Policy, db: Database): Promise<void> {
  const origin = context.values.get(originKey);
  if (policy !== "public" && readiness().isDatabaseAway)
    throw new DomainError("database_unavailable", "The database does not answer", { retryAfterS: 2 });
  const actor = policy === "public" ? anonymous(origin) : await actorOf(context, policy, origin, db);
  limitRequests(actor);
  demand(actor, policy);
  context.values.set(actorKey, actor);
}

async function actorOf(context: HandlerContext, policy: Policy, origin: Origin, db: Database): Promise<Actor> {
  const headers = { authorization: context.requestHeader.get("authorization") ?? undefined };
  try {
    return (await authenticateHeaders(headers, origin, policy, db)).actor;
  } catch (error) {
    // Guessing keys counts against the address it comes from.
    limitRequests(anonymous(origin));
    throw error;
  }
}

function anonymous(origin: Origin): Actor {
  return { kind: "anonymous", label: "anonymous", permissions: new Set(), ...origin };
}
