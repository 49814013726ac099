import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { readiness } from "#lib/core/readiness";
import { Probe } from "#lib/health/schema";

/**
 * Whether this process should get work. The server asks the database every second; a probe only reads the result, so
 * that no number of probes can load the database.
 * @throws DomainError shutting_down, database_unavailable
 */
export const readReadiness = operation(
  {
    name: "readReadiness",
    summary: "The database is reachable, migrations are current, and the process is not stopping",
    policy: "public",
    input: z.strictObject({}),
    output: Probe,
  },
  async () => {
    const { isStarted, isDraining, isDatabaseAway } = readiness();
    if (isDraining) throw new DomainError("shutting_down", "Stopping", { retryAfterS: 10 });
    if (!isStarted || isDatabaseAway) throw new DomainError("database_unavailable", "Not ready", { retryAfterS: 1 });
    return { status: "ok" as const };
  },
);
