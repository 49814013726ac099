import type { Actor } from "#lib/auth/actor";
import { env } from "#lib/core/env";
import { DomainError } from "#lib/core/errors";
import { singleton } from "#lib/core/singleton";

const windowMs = 60_000;

interface Windows {
  startedAt: number;
  counts: Map<string, number>;
}

/**
 * A ceiling per key, user or address and minute, per process: protection, not accounting, so it costs a map look-up and
 * no database write (docs/decisions/rate-limits). Sign-in has its own limits in PostgreSQL.
 * @throws DomainError rate_limited with the seconds to wait
 */
export function limitRequests(actor: Actor): void {
  const windows = singleton<Windows>("request-limit", () => ({ startedAt: 0, counts: new Map() }));
  const elapsed = performance.now() - windows.startedAt;
  if (elapsed >= windowMs || windows.startedAt === 0) {
    windows.startedAt = performance.now();
    windows.counts.clear();
  }
  const subject = subjectOf(actor);
  const count = (windows.counts.get(subject) ?? 0) + 1;
  windows.counts.set(subject, count);
  const limit = env().RATE_LIMIT_PER_MINUTE;
  if (count > limit)
    throw new DomainError("rate_limited", `More than ${limit} requests a minute`, { retryAfterS: (windowMs - elapsed) / 1000 });
}

function subjectOf(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return `user:${actor.userId}`;
    case "api_key":
      return `key:${actor.keyId}`;
    case "node":
      return `node:${actor.nodeServerId}`;
    case "system":
      return "system";
    case "anonymous":
      return `address:${actor.address ?? "unknown"}`;
  }
}
