import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { gapS } from "./internal/watch-fleet.ts";

const Row = z.object({ since: column.instant });

/** How long somebody has listened without a gap of our own, seconds: silence before that could be heard by nobody. */
export async function readListening(db: Pick<Database, "rows">, now: Date): Promise<number> {
  const [watch] = await db.rows(
    sql`select listening_since as since from fleet_watch where watched_at >= ${now}::timestamptz - make_interval(secs => ${gapS}::int)`,
    Row,
  );
  return watch ? Math.max(0, Math.round((now.getTime() - watch.since.getTime()) / 1000)) : 0;
}
