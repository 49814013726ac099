import { z } from "zod";
import { Role } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { SocketData, SocketIdentity } from "./realtime-socket.ts";

/** A socket is closed at this age and comes back with the session as it is then; sessions slide by 12 h. */
const maxSocketAgeMs = 12 * 60 * 60 * 1000;

const UserRow = z.object({ kind: z.literal("user"), id: z.uuid(), token_version: z.number().int(), role: Role });
const KeyRow = z.object({ kind: z.literal("api_key"), id: z.uuid(), permissions: z.array(z.string()) });
const Row = z.discriminatedUnion("kind", [UserRow, KeyRow]);

/** A connection that stays open only as long as its owner may have it. */
export interface Rechecked {
  data: Pick<SocketData, "identity" | "connectedAtMs">;
  disconnect(): void;
}

/**
 * Closes the sockets of everyone who is disabled, signed out everywhere, revoked, expired or changed in what they may see;
 * those who still may connect come back with their present rooms. One query, however many sockets there are.
 */
export async function recheckIdentities(db: Database, sockets: readonly Rechecked[]): Promise<number> {
  if (sockets.length === 0) return 0;
  const valid = await readIdentities(
    db,
    sockets.map((socket) => socket.data.identity),
  );
  const nowMs = performance.now();
  let closed = 0;
  for (const socket of sockets) {
    const { identity, connectedAtMs } = socket.data;
    const row = valid.get(identity.id);
    if (row && isSame(identity, row) && nowMs - connectedAtMs < maxSocketAgeMs) continue;
    socket.disconnect();
    closed++;
  }
  return closed;
}

async function readIdentities(db: Database, identities: readonly SocketIdentity[]): Promise<Map<string, z.output<typeof Row>>> {
  const idsOf = (kind: SocketIdentity["kind"]) => [...new Set(identities.filter((one) => one.kind === kind).map((one) => one.id))];
  const rows = await db.rows(
    sql`
    select 'user' as kind, id, token_version, role, null::text[] as permissions
    from app_user where id = any(${idsOf("user")}::uuid[]) and disabled_at is null
    union all
    select 'api_key', id, null, null, permissions
    from api_key where id = any(${idsOf("api_key")}::uuid[]) and revoked_at is null and (expires_at is null or expires_at > now())`,
    Row,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function isSame(identity: SocketIdentity, row: z.output<typeof Row>): boolean {
  if (identity.kind === "user") return row.kind === "user" && row.token_version === identity.tokenVersion && row.role === identity.role;
  return row.kind === "api_key" && identity.permissions.every((held) => row.permissions.includes(held));
}
