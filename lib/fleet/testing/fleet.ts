import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { fromNoon } from "#lib/core/testing/instants";
import type { Compatibility, NodeStatus } from "#lib/fleet/schema";
import { newToken } from "#lib/fleet/token";

const Row = z.object({ id: z.number().int() });
/** Everything of a test's fleet is a month old unless it says otherwise. */
const monthAgo = fromNoon({ days: -30 });

interface ServerOptions {
  name?: string;
  compatibility?: Compatibility;
  status?: NodeStatus;
  statusReason?: string;
  lastOnlineAt?: Date | null;
  maintenanceUntil?: Date | null;
  createdAt?: Date;
  config?: Record<string, unknown>;
}

/** A node server written directly, and its token. */
export async function addServer(db: Database, options: ServerOptions = {}): Promise<{ id: number; name: string; token: string }> {
  const {
    name = `server ${crypto.randomUUID().slice(0, 8)}`,
    compatibility = "newv2b",
    status = "online",
    statusReason = "test",
  } = options;
  const { lastOnlineAt = null, maintenanceUntil = null, createdAt = monthAgo, config = {} } = options;
  const { token, hash } = newToken();
  const [row] = await db.rows(
    sql`
    insert into node_server (name, compatibility, status, status_reason, last_online_at, maintenance_until, created_at, status_changed_at,
      server_side_config, token_hash)
    values (${name}, ${compatibility}, ${status}, ${statusReason}, ${lastOnlineAt}, ${maintenanceUntil}, ${createdAt}, ${createdAt},
      ${JSON.stringify(config)}::jsonb, ${hash}) returning id`,
    Row,
  );
  if (!row) throw new Error("The server was not written");
  return { id: row.id, name, token };
}

interface ClientOptions {
  name?: string;
  factor?: string;
  groups?: number[];
  isEnabled?: boolean;
  isDefault?: boolean;
  speedLimit?: number;
  displayOrder?: number;
  createdAt?: Date;
}

/** A node client written directly; group 1 unless said otherwise, default only if said. */
export async function addClient(db: Database, nodeServerId: number, options: ClientOptions = {}): Promise<{ id: number; name: string }> {
  const { name = `node ${crypto.randomUUID().slice(0, 8)}`, factor = "1", groups = [1], isEnabled = true, isDefault = false } = options;
  const { speedLimit = 0, displayOrder = 0, createdAt = monthAgo } = options;
  const [row] = await db.rows(
    sql`
    insert into node_client (node_server_id, name, traffic_factor, available_groups, is_enabled, is_default, speed_limit, display_order, created_at)
    values (${nodeServerId}, ${name}, ${factor}::numeric, ${groups}, ${isEnabled}, ${isDefault}, ${speedLimit}, ${displayOrder}, ${createdAt})
    returning id`,
    Row,
  );
  if (!row) throw new Error("The client was not written");
  return { id: row.id, name };
}

interface PackageOptions {
  group?: number;
  devices?: number;
  status?: "in_queue" | "active" | "consumed" | "cancelled";
  expiresAt?: Date | null;
}

/** A package of its own series in a user's queue; active, of group 1 and far from its end unless said otherwise. */
export async function givePackage(db: Database, user: { id: string; uid: number }, options: PackageOptions = {}): Promise<void> {
  const { group = 1, devices = 0, status = "active", expiresAt = fromNoon({ days: 365 }) } = options;
  await db.rows(
    sql`
    with bought as (
      insert into package (series, version, is_master, name, traffic_limit, expire_duration_s, available_group, max_client_number)
      values (gen_random_uuid(), 1, true, 'test', 1000000000, 2592000, ${group}, ${devices}) returning id)
    insert into package_queue (user_id, uid, package_id, status, created_at, activated_at, expires_at)
    select ${user.id}::uuid, ${user.uid}, id, ${status}, ${monthAgo}::timestamptz, ${monthAgo}::timestamptz, ${expiresAt}::timestamptz from bought
    returning id`,
    z.object({ id: z.string() }),
  );
}

const Event = z.object({ type: z.string(), rooms: z.array(z.string()), payload: z.record(z.string(), z.unknown()) });

/** What was published so far, in order. */
export function readEvents(db: Database): Promise<z.output<typeof Event>[]> {
  return db.rows(sql`select type, rooms, payload from event_log order by seq`, Event);
}

const Audit = z.object({ action: z.string(), subject_id: z.string(), diff: z.record(z.string(), z.unknown()) });

/** The audit log so far, in order. */
export function readAudit(db: Database): Promise<z.output<typeof Audit>[]> {
  return db.rows(sql`select action, subject_id, diff from audit_log order by id`, Audit);
}

const History = z.object({
  node_server_id: z.number(),
  status: z.string(),
  reason: z.string(),
  is_snapshot: z.boolean(),
  created_at: z.date(),
});

/** The status history so far, in order. */
export async function readHistory(
  db: Database,
): Promise<{ server: number; status: string; reason: string; isSnapshot: boolean; at: Date }[]> {
  const rows = await db.rows(
    sql`select node_server_id, status, reason, is_snapshot, created_at from node_status_history order by created_at, node_server_id, id`,
    History,
  );
  return rows.map((row) => ({
    server: row.node_server_id,
    status: row.status,
    reason: row.reason,
    isSnapshot: row.is_snapshot,
    at: row.created_at,
  }));
}

/** Somebody has listened since then, and looked last at `watchedAt`. */
export async function listenSince(db: Pick<Database, "pool">, since: Date, watchedAt: Date): Promise<void> {
  await db.pool.query(
    `insert into fleet_watch (watched_at, listening_since) values ($1, $2)
     on conflict (id) do update set watched_at = excluded.watched_at, listening_since = excluded.listening_since`,
    [watchedAt, since],
  );
}
