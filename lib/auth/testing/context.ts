import { pino } from "pino";
import type { Actor, AnonymousActor, ApiKeyActor, NodeActor, SystemActor, UserActor } from "#lib/auth/actor";
import type { Context } from "#lib/auth/context";
import { type Permission, permissions, permissionsOfRole, type Role } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { noon } from "#lib/core/testing/instants";

const silent = pino({ level: "silent" });

/** What an operation gets in a test: by default the system asks, at a fixed noon. */
export function testContext<A extends Actor = SystemActor>(
  db: Database,
  options: { actor?: A; now?: Date } = {},
): Context<A | SystemActor> {
  return { actor: options.actor ?? systemActor, db, now: options.now ?? noon, log: silent };
}

export const systemActor: SystemActor = { kind: "system", label: "test", permissions: new Set(permissions) };
export const anonymousActor: AnonymousActor = { kind: "anonymous", label: "anonymous", permissions: new Set(), address: "192.0.2.1" };

/** Somebody signed in. Give `userId` and `uid` of a row (see `testUser`) where the operation reads or writes own data. */
export function userActor(user: { userId?: string; uid?: number; role?: Role; label?: string } = {}): UserActor {
  const { userId = crypto.randomUUID(), uid = 1, role = "user", label = "user@example.test" } = user;
  return { kind: "user", userId, uid, role, label, permissions: permissionsOfRole(role), address: "192.0.2.2", requestId: "test-request" };
}

/** An API key that holds exactly these permissions. */
export function keyActor(held: readonly Permission[]): ApiKeyActor {
  return {
    kind: "api_key",
    keyId: crypto.randomUUID(),
    label: "key test",
    permissions: new Set(held),
    address: "192.0.2.3",
    requestId: "test-request",
  };
}

/** A node server by its own token. */
export function nodeActor(nodeServerId: number): NodeActor {
  return {
    kind: "node",
    nodeServerId,
    label: `node server ${nodeServerId}`,
    permissions: new Set(),
    address: "192.0.2.4",
    requestId: "test-request",
  };
}
