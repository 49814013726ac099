import { encode } from "next-auth/jwt";
import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import type { Permission } from "#lib/auth/permissions";
import type { Database } from "#lib/core/database";
import { authSecret, hashSecret, newSecret } from "#lib/core/secrets";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import type { EventPayload, EventType, Room } from "#lib/realtime/events";
import { publish } from "#lib/realtime/publish";

/** Session cookies of tests are encrypted with this; nothing is written to a data folder. */
export function provideTestSecret(): void {
  singleton("auth-secret", () => "a secret of tests that is long enough");
}

/** The cookie of somebody who signed in when the account had this token version. */
export async function sessionCookie(userId: string, tokenVersion = 1): Promise<string> {
  const token = await encode({ token: { sub: userId, tokenVersion }, secret: authSecret() });
  return `next-auth.session-token=${token}`;
}

export async function testKey(db: Database, permissions: readonly Permission[]): Promise<{ id: string; key: string }> {
  const prefix = newSecret(12).replaceAll(/[-_]/g, "a").slice(0, 10);
  const key = `fl_${prefix}_${newSecret()}`;
  const [row] = await db.rows(
    sql`insert into api_key (prefix, secret_hash, name, permissions) values (${prefix}, ${hashSecret(key)}, 'test', ${[...permissions]}) returning id`,
    z.object({ id: z.uuid() }),
  );
  if (!row) throw new Error("The key was not written");
  return { id: row.id, key };
}

/** Commits one event and returns its number. */
export async function announce<T extends EventType>(db: Database, type: T, rooms: Room[], payload: EventPayload<T>): Promise<string> {
  await transaction(db, async (tx) => publish(tx, new Date(), type, rooms, payload));
  const [row] = await db.rows(sql`select max(seq) as seq from event_log`, z.object({ seq: z.bigint() }));
  return String(row?.seq);
}

export interface TestClient {
  socket: Socket;
  /** Everything that arrived, in order: `hello 0`, `user:changed 7`. */
  heard: string[];
  refused: string[];
  disconnected: string[];
}

interface ConnectOptions {
  cookie?: string;
  key?: string;
  bearer?: string;
  origin?: string;
  lastSeq?: unknown;
}

const clients = new Set<Socket>();

/** A socket.io client as a script would have it; it does not come back by itself. */
export function connectClient(port: number, { cookie, key, bearer, origin, lastSeq }: ConnectOptions): TestClient {
  const headers = { ...(cookie && { cookie }), ...(origin && { origin }), ...(bearer && { authorization: `Bearer ${bearer}` }) };
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
    auth: { ...(key !== undefined && { key }), ...(lastSeq !== undefined && { lastSeq }) },
  });
  clients.add(socket);
  const client: TestClient = { socket, heard: [], refused: [], disconnected: [] };
  socket.onAny((name: string, message: { seq: string }) => client.heard.push(`${name} ${message.seq}`));
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => client.refused.push(error.data?.code ?? error.message));
  socket.on("disconnect", (reason) => client.disconnected.push(reason));
  return client;
}

export function disconnectClients(): void {
  for (const socket of clients) socket.disconnect();
  clients.clear();
}
