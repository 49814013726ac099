import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "#lib/auth/testing/context";
import { sql } from "#lib/core/sql";
import { testDatabase } from "#lib/core/testing/database";
import { instant, noon } from "#lib/core/testing/instants";
import { refreshStatusView } from "#lib/fleet/refresh-status-view";
import { addServer } from "#lib/fleet/testing/fleet";

const db = testDatabase();
const Hour = z.object({
  server: z.number(),
  hour: z.string(),
  snapshot: z.string().nullable(),
  on: z.number(),
  off: z.number(),
  mnt: z.number(),
});
const Any = z.object({});
/** The view's running hour ends at the database's now(), so the cases lie in March. */
const march = (time: string) => instant(`2026-03-10T${time}Z`);

beforeEach(async () => {
  await db.pool.query("truncate node_server, fleet_gap restart identity cascade");
});

type Row = [time: string, status: "online" | "offline" | "maintenance", kind?: "snapshot"];
async function write(server: number, rows: Row[]): Promise<void> {
  for (const [time, status, kind] of rows)
    await db.rows(
      sql`insert into node_status_history (node_server_id, status, reason, is_snapshot, created_at)
        values (${server}, ${status}, 'test', ${kind === "snapshot"}, ${march(time)})`,
      Any,
    );
}
async function hours(): Promise<z.output<typeof Hour>[]> {
  expect(await refreshStatusView(testContext(db, { now: march("23:00:00") }))).toMatchObject({ refreshed: true });
  return db.rows(
    sql`select node_server_id as server, to_char(bucket_start at time zone 'UTC', 'HH24:MI') as hour, snapshot_status as snapshot,
      online_s as on, offline_s as off, maintenance_s as mnt from node_status_hourly_mv order by 1, 2`,
    Hour,
  );
}

interface Case {
  name: string;
  rows: Row[];
  gaps?: [from: string, to: string][];
  expected: [hour: string, snapshot: string | null, on: number, off: number, mnt: number][];
}

const cases: Case[] = [
  { name: "a snapshot vouches for its hour", rows: [["10:00:00", "online", "snapshot"]], expected: [["10:00", "online", 3600, 0, 0]] },
  {
    name: "no rows, no hour",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["12:00:00", "offline", "snapshot"],
    ],
    expected: [
      ["10:00", "online", 3600, 0, 0],
      ["12:00", "offline", 0, 3600, 0],
    ],
  },
  {
    name: "a change in the middle",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:20:00", "offline"],
    ],
    expected: [["10:00", "online", 1200, 2400, 0]],
  },
  {
    name: "changes to the second",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:00:01", "offline"],
      ["10:59:59", "maintenance"],
    ],
    expected: [["10:00", "online", 1, 3598, 1]],
  },
  {
    name: "a change on the last millisecond",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:59:59.999", "offline"],
    ],
    expected: [["10:00", "online", 3599.999, 0.001, 0]],
  },
  { name: "the first hour is known from its first row", rows: [["10:45:00", "online"]], expected: [["10:00", null, 900, 0, 0]] },
  {
    name: "a missed snapshot: known from the first change only",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["11:30:00", "offline"],
    ],
    expected: [
      ["10:00", "online", 3600, 0, 0],
      ["11:00", null, 0, 1800, 0],
    ],
  },
  {
    name: "a snapshot repeats what was",
    rows: [
      ["10:30:00", "offline"],
      ["11:00:00", "offline", "snapshot"],
      ["11:10:00", "online"],
    ],
    expected: [
      ["10:00", null, 0, 1800, 0],
      ["11:00", "offline", 3000, 600, 0],
    ],
  },
  {
    name: "a change at the very instant of the snapshot",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:00:00", "offline"],
    ],
    expected: [["10:00", "online", 0, 3600, 0]],
  },
  {
    name: "flapping adds up to the hour",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:10:00", "offline"],
      ["10:15:00", "online"],
      ["10:40:00", "maintenance"],
      ["10:50:00", "online"],
    ],
    expected: [["10:00", "online", 600 + 1500 + 600, 300, 600]],
  },
  {
    name: "our own gap is unknown",
    rows: [["10:00:00", "online", "snapshot"]],
    gaps: [["10:30:00", "10:50:00"]],
    expected: [["10:00", "online", 2400, 0, 0]],
  },
  {
    name: "a gap over several hours and a change",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["12:25:00", "offline"],
    ],
    gaps: [["10:15:00", "12:20:00"]],
    expected: [
      ["10:00", "online", 900, 0, 0],
      ["12:00", null, 0, 2100, 0],
    ],
  },
  {
    name: "two gaps and a change between them",
    rows: [
      ["10:00:00", "online", "snapshot"],
      ["10:30:00", "offline"],
    ],
    gaps: [
      ["10:10:00", "10:20:00"],
      ["10:40:00", "10:41:00"],
    ],
    expected: [["10:00", "online", 1200, 1740, 0]],
  },
];

describe("node_status_hourly_mv", () => {
  test.each(cases)("$name", async ({ rows, gaps = [], expected }) => {
    const { id } = await addServer(db);
    await write(id, rows);
    for (const [from, to] of gaps) await db.rows(sql`insert into fleet_gap values (${march(from)}, ${march(to)})`, Any);
    expect((await hours()).map(({ hour, snapshot, on, off, mnt }) => [hour, snapshot, on, off, mnt])).toEqual(expected);
  });

  test("servers do not mix", async () => {
    const [one, two] = [await addServer(db), await addServer(db)];
    await write(one.id, [["10:00:00", "online", "snapshot"]]);
    await write(two.id, [
      ["10:00:00", "online", "snapshot"],
      ["10:30:00", "offline"],
    ]);
    expect((await hours()).map(({ server, on, off }) => [server, on, off])).toEqual([
      [one.id, 3600, 0],
      [two.id, 1800, 1800],
    ]);
  });

  test("the running hour is counted up to the refresh and no further", async () => {
    const { id } = await addServer(db);
    await db.rows(
      sql`insert into node_status_history (node_server_id, status, reason, created_at) values (${id}, 'online', 'test', now() - interval '20 seconds')`,
      Any,
    );
    const Known = z.object({ known: z.number() });
    await refreshStatusView(testContext(db, { now: noon }));
    const known = await db.rows(sql`select sum(online_s) as known from node_status_hourly_mv`, Known);
    expect(known[0]?.known).toBeGreaterThanOrEqual(0);
    expect(known[0]?.known).toBeLessThan(600);
  });
});

describe("the refresh", () => {
  test("deletes history and gaps beyond 90 days, keeps the rest", async () => {
    const { id } = await addServer(db);
    await write(id, [
      ["10:00:00", "online", "snapshot"],
      ["10:00:01", "offline"],
    ]);
    await db.rows(sql`insert into fleet_gap values (${march("08:00:00")}, ${march("08:10:00")})`, Any);
    const later = new Date(march("10:00:01").getTime() + 90 * 86_400_000);
    expect(await refreshStatusView(testContext(db, { now: later }))).toEqual({ deleted: 1, refreshed: true });
    expect(await db.rows(sql`select 1 from fleet_gap`, Any)).toEqual([]);
    expect(await db.rows(sql`select 1 from node_status_hourly_mv`, Any)).toHaveLength(1);
  });

  test("leaves it to somebody who is refreshing already, and never blocks readers", async () => {
    const client = await db.pool.connect();
    try {
      await client.query("begin");
      await client.query("refresh materialized view concurrently node_status_hourly_mv");
      expect(await refreshStatusView(testContext(db, { now: noon }))).toMatchObject({ refreshed: false });
      expect(await db.rows(sql`select 1 from node_status_hourly_mv`, Any), "readers see what was before").toHaveLength(1);
    } finally {
      await client.query("rollback");
      client.release();
    }
    expect(await refreshStatusView(testContext(db, { now: noon }))).toMatchObject({ refreshed: true });
  });
});
