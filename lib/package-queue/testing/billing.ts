import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { testUser } from "#lib/auth/testing/user";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { noon } from "#lib/core/testing/instants";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import { testPackage } from "./sell.ts";

const Id = z.object({ id: z.string() });

interface Usage {
  upload?: string;
  download?: string;
  /** When the event may be applied first. */
  at?: Date;
}

/** A user with `items` packages of 1,000 bytes and a day, the first of them active at `at`. */
export async function userWithPackages(db: Database, items: number, change: Parameters<typeof testPackage>[1] & { at?: Date } = {}) {
  const { at = noon, ...sold } = change;
  const user = await testUser(db);
  const { id: packageId } = await testPackage(db, sold);
  const ids: string[] = [];
  for (let count = 0; count < items; count++)
    ids.push((await enqueuePackage(testContext(db, { now: at }), { userId: user.id, packageId })).id);
  return { user, ids, item: (index: number) => ids[index] ?? "" };
}

/** An event as billing writes it, for an item of a user. Returns its id. */
export async function usageEvent(db: Database, userId: string, itemId: string | null, usage: Usage = {}): Promise<string> {
  const { upload = "0", download = "0", at = noon } = usage;
  const payload = {
    server_id: 1,
    user: userId,
    billed_download: download,
    billed_upload: upload,
    time: at.toISOString(),
    package_queue_id: itemId,
  };
  const [event] = await db.rows(
    sql`insert into billing_event (route, type, user_id, payload, created_at, state, next_attempt_at)
    values ('telecom.user_usage_billing', 'UserUsageBillingEvent', ${userId}::uuid, ${JSON.stringify(payload)}::jsonb, ${at}::timestamptz, 'queued',
      ${at}::timestamptz) returning id`,
    Id,
  );
  if (!event) throw new Error("The event was not written");
  return event.id;
}

const Item = z.object({ status: z.string(), consumed_by: z.string().nullable(), used: column.bytes, ended_at: column.instant.nullable() });

/** A user's items in the order of purchase, as they stand in the database. */
export function itemsOf(db: Database, userId: string): Promise<z.output<typeof Item>[]> {
  return db.rows(
    sql`select status, consumed_by, upload + download as used, ended_at from package_queue where user_id = ${userId}::uuid order by position`,
    Item,
  );
}

const Announced = z.object({ type: z.string(), rooms: z.array(z.string()), payload: z.record(z.string(), z.string()) });

/** What was published about one user's packages, in order. */
export function packageEventsOf(db: Database, userId: string): Promise<z.output<typeof Announced>[]> {
  return db.rows(
    sql`select type, rooms, payload from event_log where type like 'package:%' and payload ->> 'userId' = ${userId} order by seq`,
    Announced,
  );
}
