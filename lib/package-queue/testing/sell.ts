import { testContext } from "#lib/auth/testing/context";
import type { Database } from "#lib/core/database";
import { createPackage } from "#lib/package-queue/create-package";
import type { Package } from "#lib/package-queue/schema";

/** A package of 1,000 billed bytes and a day, or what is said otherwise. */
export function testPackage(
  db: Database,
  change: { series?: string; trafficLimit?: string; expireSeconds?: number; name?: string } = {},
): Promise<Package> {
  return createPackage(testContext(db), { name: "Basic", trafficLimit: "1000", expireSeconds: 86_400, availableGroup: 1, ...change });
}
