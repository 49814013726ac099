import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { readSettings } from "#lib/settings/read-settings";
import { maintainPartitions } from "#lib/usage/maintain-partitions";
import { purgeUsage } from "#lib/usage/purge-usage";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { median } from "./harness/figure.ts";

const lines = 1_000_000;
const dayMs = 86_400_000;

interface Cost {
  seconds: number;
  walMegabytes: number;
}

/** A day of a million lines leaves the ledger: the product's purge against DELETE and VACUUM of the same rows. */
export const purge: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    const midnight = new Date(Math.floor(Date.now() / dayMs) * dayMs);
    const { "usage.lineRetentionDays": kept } = await readSettings(db);
    const day = new Date(midnight.getTime() - (kept - 1) * dayMs);
    const purging = systemContext("bench", { db, now: new Date(midnight.getTime() + 2 * dayMs) });
    const times: number[] = [];
    const logs: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      await maintainPartitions(systemContext("bench", { db }));
      await fillDay(db, day);
      const deleted = await cost(db, async () => {
        await db.pool.query("delete from usage_line where at < $1", [new Date(day.getTime() + dayMs)]);
        await db.pool.query("vacuum usage_line");
      });
      await fillDay(db, day);
      const purged = await cost(db, async () => {
        const { linePartitions } = await purgeUsage(purging);
        if (!linePartitions) throw new Error("The purge dropped no partition");
      });
      times.push(purged.seconds / deleted.seconds);
      logs.push(purged.walMegabytes / deleted.walMegabytes);
      say(`round ${round} of ${rounds}: DELETE and VACUUM ${inWords(deleted)}, purge ${inWords(purged)}`);
    }
    return [
      {
        name: "purge ÷ DELETE, time",
        value: median(times),
        unit: "ratio",
        aim: { atMost: 0.15 },
        note: "a day of 1 M lines; DELETE with VACUUM",
      },
      { name: "purge ÷ DELETE, WAL", value: median(logs), unit: "ratio", aim: { atMost: 0.01 } },
    ];
  });

async function fillDay(db: Database, day: Date): Promise<void> {
  const insert = sql`
    insert into usage_line (at, report_id, line_no, uid, node_client_id, raw_upload, raw_download, traffic_factor, billed_upload, billed_download, billed_at)
    select ${day}::timestamptz + n * interval '1 day' / ${lines}::int, gen_random_uuid(), n, n % 1000, n % 20, n, n * 9::bigint, 1.5, n, n * 9::bigint, now()
    from generate_series(0, ${lines}::int - 1) n`;
  await db.pool.query(insert.text, insert.values as unknown[]);
}

async function cost(db: Database, work: () => Promise<void>): Promise<Cost> {
  const place = async () =>
    (await db.rows(sql`select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes`, z.object({ bytes: column.decimal })))[0]?.bytes ?? "0";
  const before = await place();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, walMegabytes: (Number(await place()) - Number(before)) / 1e6 };
}

function inWords({ seconds, walMegabytes }: Cost): string {
  return `${seconds.toFixed(2)} s and ${walMegabytes.toFixed(2)} MB of WAL`;
}
