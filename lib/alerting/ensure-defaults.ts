import type { Database } from "#lib/core/database";
import { transaction } from "#lib/core/transaction";
import { ensureDefaultRoute } from "./ensure-default-route.ts";
import { ensureDefaultRules } from "./ensure-default-rules.ts";

/** What an installation has from its first start on, before anything is evaluated or told: the rules of the product and the route that takes everything. */
export async function ensureDefaults(db: Database, now: Date): Promise<void> {
  await transaction(db, async (tx) => {
    await ensureDefaultRules(tx, now);
    await ensureDefaultRoute(tx, now);
  });
}
