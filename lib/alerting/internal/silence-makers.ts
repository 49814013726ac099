import { z } from "zod";
import { permissionsOfRole, Role } from "#lib/auth/permissions";
import { sql } from "#lib/core/sql";
import type { SqlTransaction } from "#lib/core/transaction";

const Maker = z.object({ id: z.string(), email: z.string(), role: Role });

/** Who made these silences and may still read of alerts: silence → address. Keys have none. */
export async function makersOf(reader: Pick<SqlTransaction, "rows">, silenceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (silenceIds.length === 0) return new Map();
  const makers = await reader.rows(
    sql`select s.id, u.email, u.role from silence s join app_user u on u.id = s.created_by_user_id
    where s.id = any(${silenceIds}::uuid[]) and u.disabled_at is null`,
    Maker,
  );
  return new Map(makers.flatMap(({ id, email, role }) => (permissionsOfRole(role).has("monitoring:read") ? [[id, email] as const] : [])));
}
