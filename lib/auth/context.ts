import type { Actor, SystemActor } from "#lib/auth/actor";
import { permissions } from "#lib/auth/permissions";
import { type Database, database } from "#lib/core/database";
import { type Log, log } from "#lib/core/log";

/** What every operation gets: who asks, through which database, at which instant. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  db: Database;
  /** The instant of this operation. Decisions use it and nothing else. */
  now: Date;
  log: Log;
}

/** The context of work that nobody asked for in person: jobs, start-up, the operator's commands. */
export function systemContext(label: string, options: { db?: Database; now?: Date } = {}): Context<SystemActor> {
  const actor: SystemActor = { kind: "system", label, permissions: new Set(permissions) };
  return { actor, db: options.db ?? database(), now: options.now ?? new Date(), log: log().child({ actor: label }) };
}
