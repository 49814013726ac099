import { isDatabaseAway } from "#lib/core/errors";
import type { Check, CheckContext } from "./check.ts";
import type { ComponentHealth } from "./schema.ts";
import { tooLate, withinLimit } from "./within-limit.ts";

/** What one check may take. */
const checkLimitMs = 2_000;

/** Kept by the caller from run to run. */
export interface CheckMemory {
  /** Names of checks whose last look has not ended. */
  hanging: Set<string>;
  /** Names of components that were not there when they could last be looked for. */
  absent: Set<string>;
}

interface RunOptions {
  /** What the server knows already; checks that need the database are not started then. */
  isAway: boolean;
  limitMs?: number;
  memory: CheckMemory;
}

/**
 * Looks at every component, all at once. One that fails or hangs is `unknown`, says why, and holds up nobody; as long as
 * its former look has not ended it is not looked at again, so that a hanging check does not pile up.
 */
export async function runChecks(ctx: CheckContext, checks: readonly Check[], options: RunOptions): Promise<ComponentHealth[]> {
  const found = await Promise.all(checks.map((check) => runCheck(ctx, check, options)));
  return found.filter((one) => one !== undefined);
}

async function runCheck(ctx: CheckContext, check: Check, options: RunOptions): Promise<ComponentHealth | undefined> {
  const { isAway, limitMs = checkLimitMs, memory } = options;
  const { name } = check;
  const startedAt = performance.now();
  const report = (part: Pick<ComponentHealth, "status" | "message" | "details">): ComponentHealth => ({
    name,
    ...part,
    durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
    checkedAt: ctx.now.toISOString(),
  });
  const unknown = (message: string) => report({ status: "unknown", message, details: {} });
  if (isAway && check.needsDatabase) return memory.absent.has(name) ? undefined : unknown("Not looked at: the database does not answer");
  if (memory.hanging.has(name)) return unknown("The former check has not ended yet");
  try {
    memory.hanging.add(name);
    const reading = check.read(ctx).finally(() => memory.hanging.delete(name));
    const measured = await withinLimit(reading, limitMs);
    if (measured === undefined) {
      memory.absent.add(name);
      return undefined;
    }
    memory.absent.delete(name);
    return report(check.decide(measured));
  } catch (error) {
    if (error === tooLate) return unknown(`The check did not end within ${limitMs / 1000} s`);
    if (isDatabaseAway(error)) return unknown("Not looked at: the database does not answer");
    return unknown(`The check failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
