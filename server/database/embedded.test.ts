import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { testDataFolder } from "../testing/data-folder.ts";
import { type EmbeddedDatabase, startEmbedded } from "./embedded.ts";

const dataDir = testDataFolder();
const running: EmbeddedDatabase[] = [];
afterAll(() => Promise.all(running.map((database) => database.stop())));

async function start(log: string[] = []): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, settings: { fsync: "off" }, log: (message) => log.push(message) });
  running.push(database);
  return database;
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

const modeOf = (file: string) => (statSync(path.join(dataDir, file)).mode & 0o777).toString(8);
const logText = () => readFileSync(path.join(dataDir, "postgres.log"), "utf8");

test("a first start makes everything, for its owner only", { timeout: 60_000 }, async () => {
  const { url, stop } = await start();
  const [facts] = await query(
    url,
    "select current_user as me, usesuper, current_setting('server_version_num')::int / 10000 as version, current_setting('TimeZone') as zone from pg_user where usename = current_user",
  );
  expect(facts).toEqual({ me: "fleetlight", usesuper: false, version: 18, zone: "UTC" });
  expect([modeOf("."), modeOf("postgres"), modeOf("postgres-password")]).toEqual(["700", "700", "600"]);
  await query(url, "create table kept (at int)");
  await stop();
  expect(existsSync(path.join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("after an orderly stop there is nothing to recover, and the data is there", { timeout: 60_000 }, async () => {
  const before = logText().length;
  const { url, stop } = await start();
  expect(await query(url, "select count(*)::int as rows from kept")).toEqual([{ rows: 0 }]);
  expect(logText().slice(before)).not.toMatch(/not properly shut down|interrupted/);
  await stop();
});

test("a second start on the same folder says so", { timeout: 60_000 }, async () => {
  const { stop } = await start();
  await expect(start()).rejects.toThrow(`Another Fleetlight (process ${process.pid}) runs on the data folder ${dataDir}: stop it first`);
  await stop();
});

test("PostgreSQL that dies is started again, at the same address, with what was committed", { timeout: 60_000 }, async () => {
  const said: string[] = [];
  const { url, pid, stop } = await start(said);
  await query(url, "insert into kept values (1)");
  const killed = pid() ?? 0;
  process.kill(killed, "SIGKILL");
  await expect
    .poll(() => query(url, "select count(*)::int as rows from kept").catch(() => "away"), { timeout: 30_000 })
    .toEqual([{ rows: 1 }]);
  expect(pid()).not.toBe(killed);
  expect(said).toEqual([expect.stringContaining("PostgreSQL ended"), "PostgreSQL is back"]);
  await stop();
});
