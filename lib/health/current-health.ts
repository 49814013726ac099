import type { Database } from "#lib/core/database";
import { readiness } from "#lib/core/readiness";
import { singleton } from "#lib/core/singleton";
import { productVersion } from "#lib/settings/product-version";
import { checks } from "./checks.ts";
import { overallStatus } from "./overall-status.ts";
import { type CheckMemory, runChecks } from "./run-checks.ts";
import type { ComponentHealth, Health } from "./schema.ts";

/** However many ask, each process looks at most this often. */
const maxAgeMs = 4_000;

interface Kept {
  url: string;
  isAway: boolean;
  startedAt: number;
  components: Promise<ComponentHealth[]>;
}

interface Box {
  kept?: Kept;
  memory: CheckMemory;
}

/**
 * How this process and what it works with are. Never throws and never takes much longer than one check may. News of the
 * database going away or coming back are worth looking again at once.
 */
export async function currentHealth(db: Database, now: Date): Promise<Health> {
  const box = singleton<Box>("health", () => ({ memory: { hanging: new Set(), absent: new Set() } }));
  const isAway = readiness().isDatabaseAway;
  const { kept } = box;
  const isFresh = kept?.url === db.url && kept.isAway === isAway && performance.now() - kept.startedAt < maxAgeMs;
  const components = isFresh ? kept.components : runChecks({ db, now }, checks, { isAway, memory: box.memory });
  if (!isFresh) box.kept = { url: db.url, isAway, startedAt: performance.now(), components };
  const found = await components;
  return {
    status: overallStatus(found.map(({ status }) => status)),
    timestamp: now.toISOString(),
    version: await productVersion(),
    uptimeSeconds: Math.round(process.uptime()),
    components: found,
  };
}
