import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { keptFrom } from "#lib/settings/kept-from";
import { readSettings } from "#lib/settings/read-settings";

/** Of one statement, so that none of them holds its rows for long. */
const atOnce = 50_000;

/** Forgets ids of items that arrived longer ago than Settings say: a delivery after that would be stored as a new one. */
export async function purgeItems({ db, now, log }: Context, signal?: AbortSignal): Promise<{ items: number }> {
  const settings = await readSettings(db, log);
  const before = keptFrom(now, settings["ingest.itemRetentionDays"]);
  let items = 0;
  for (let deleted = atOnce; deleted === atOnce; items += deleted) {
    signal?.throwIfAborted();
    deleted = await db.prisma.$executeRaw(sql`
      delete from ingest_item where ctid = any(array(select ctid from ingest_item where received_at < ${before}::timestamptz limit ${atOnce}))`);
  }
  return { items };
}
