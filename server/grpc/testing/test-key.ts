import { createApiKey } from "#lib/auth/create-api-key";
import type { Permission } from "#lib/auth/permissions";
import { testContext } from "#lib/auth/testing/context";
import type { Database } from "#lib/core/database";

/** A key that holds exactly these permissions. */
export async function testKey(db: Database, permissions: readonly Permission[]): Promise<{ id: string; key: string }> {
  const { id, key } = await createApiKey(testContext(db, { now: new Date() }), { name: "gRPC test", permissions: [...permissions] });
  return { id, key };
}
