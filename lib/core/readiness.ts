import { singleton } from "#lib/core/singleton";

/** What the server knows about itself and `/readyz` tells; one object for server and pages. */
export interface Readiness {
  /** Migrated and serving. */
  isStarted: boolean;
  /** SIGTERM was received: no new work. */
  isDraining: boolean;
  isDatabaseAway: boolean;
}

export function readiness(): Readiness {
  return singleton("readiness", () => ({ isStarted: false, isDraining: false, isDatabaseAway: false }));
}
