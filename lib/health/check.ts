import type { Database } from "#lib/core/database";
import type { HealthStatus } from "./schema.ts";

/** What a check may look at. */
export interface CheckContext {
  db: Database;
  /** The instant that all components are checked at. */
  now: Date;
}

/** What a check makes of what it read. `details` are figures for people and scripts; their names say the unit. */
export interface Finding {
  status: Exclude<HealthStatus, "unknown">;
  message: string;
  details: Readonly<Record<string, string | number | boolean | null>>;
}

/** One component, in a file of its own under `checks/`. */
export interface Check<M = unknown> {
  /** snake_case, as the API, rules and the history name it. */
  name: string;
  /** False: it can be checked while the database is away. */
  needsDatabase: boolean;
  /** Measures. Undefined: this installation does not have the component, so nothing is said about it. */
  read(ctx: CheckContext): Promise<M | undefined>;
  /** What the figures mean; pure. */
  decide(measured: M): Finding;
}

/** Declares a check; makes sure that `decide` takes what `read` gives. */
export function defineCheck<M>(check: Check<M>): Check<M> {
  return check;
}
