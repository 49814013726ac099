import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { instant, noon } from "#lib/core/testing/instants";
import { maintainPartitions } from "#lib/usage/maintain-partitions";
import { purgeUsage } from "#lib/usage/purge-usage";
import { makeLedgerFleet } from "#lib/usage/testing/ledger-fleet";
import { writeLines } from "#lib/usage/testing/write-lines";

const db = testDatabase();
const at = (now: Date) => testContext(db, { now });
const Name = z.object({ name: z.string() });
const Count = z.object({ count: column.count });

async function partitions(parent: string): Promise<string[]> {
  const rows = await db.rows(
    sql`select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid where inhparent = ${parent}::regclass order by 1`,
    Name,
  );
  return rows.map(({ name }) => name.slice(parent.length + 2));
}

beforeAll(async () => {
  const fleet = await makeLedgerFleet(db, [["1"]], 1);
  const line = { uid: fleet.users[0]?.uid ?? 0, nodeClientId: fleet.servers[0]?.clients[0]?.id ?? 0, upload: 1n, download: 1n };
  for (const day of ["2025-09-30T23:59:59.999Z", "2025-10-01T00:00:00Z", "2026-10-15T11:59:59Z", "2026-11-20T11:00:00Z"])
    await writeLines(db, instant(day), [{ ...line, at: instant(day) }]);
});

describe("partitions", () => {
  test("are there for every day and month from retention to the days ahead, and made once", async () => {
    await maintainPartitions(at(noon));
    expect(await maintainPartitions(at(noon))).toEqual({ reports: 0, lines: 0, quarters: 0, hours: 0 });
    const days = await partitions("usage_line");
    expect(days).toEqual(expect.arrayContaining(["20261015", "20261031", "20261101", "20261123"]));
    expect(await partitions("user_package_usage")).toEqual(expect.arrayContaining(["202610", "202611", "202612"]));
  });

  test("made by several processes at once are made once", async () => {
    const now = instant("2099-03-01T00:00:00Z");
    const made = await Promise.all([1, 2, 3].map(() => maintainPartitions(at(now))));
    expect(made.map(({ lines }) => lines).toSorted((a, b) => a - b)).toEqual([0, 0, 40]);
    expect(await partitions("usage_line")).toContain("20990304");
  });
});

describe("purge", () => {
  test("drops what is wholly beyond retention, the same months of every roll-up, and nothing else", async () => {
    await db.rows(
      sql`insert into usage_batch (node_server_id, batch_id, body_hash, report_id, answer, received_at)
      select id, gen_random_uuid(), '', gen_random_uuid(), '{}', received_at
      from node_server, unnest(array['2026-11-13T11:59:59Z', '2026-11-13T12:00:00Z']::timestamptz[]) as received_at returning 'batch' as name`,
      Name,
    );
    await db.pool.query("update usage_line set billed_at = at");
    const result = await purgeUsage(at(noon));
    expect(result).toMatchObject({ days: 1, fleetQuarters: 1, batches: 1 });
    expect((await partitions("usage_line"))[0]).toBe("20261015");
    expect((await partitions("usage_report"))[0]).toBe("20261015");
    expect((await partitions("user_package_usage"))[0]).toBe("202510");
    expect((await partitions("user_package_usage_hourly"))[0]).toBe("202510");
    const counts = await db.rows(
      sql`select count(*) as count from usage_line union all select count(*) from user_package_usage union all select count(*) from user_package_usage_hourly
      union all select count(*) from user_package_usage_daily union all select count(*) from node_client_usage`,
      Count,
    );
    expect(counts.map(({ count }) => count)).toEqual([2, 3, 3, 3, 3]);
  });

  test("again finds nothing, and what maintenance makes is not dropped", async () => {
    await maintainPartitions(at(noon));
    const result = await purgeUsage(at(noon));
    expect(Object.values(result).every((count) => count === 0)).toBe(true);
  });

  test("a reader in the way is waited for, in steps that let others pass", async () => {
    const reader = await db.pool.connect();
    await reader.query("begin");
    await reader.query("select * from usage_line limit 1");
    const later = instant("2027-02-01T00:00:00Z");
    const purging = purgeUsage(at(later));
    const waiting = sql`
      select count(*) as count from pg_locks
      where not granted and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await db.rows(waiting, Count))[0]?.count, { timeout: 10_000 }).toBeGreaterThan(0);
    await reader.query("commit");
    reader.release();
    expect((await purging).linePartitions).toBeGreaterThan(0);
  });
});
