import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { restoreMark } from "../database/restore-mark.ts";
import { testDataFolder } from "../testing/data-folder.ts";
import { probe, type ServerProcess, startProcess } from "../testing/server-process.ts";
import { type CommandName, runOperatorCommand, startOperatorCommand } from "./testing/run.ts";

const dataDir = testDataFolder();
const below = (name: string) => path.join(path.dirname(dataDir), name);
const backup = below("backup");
const running: ServerProcess[] = [];
afterAll(async () => {
  for (const server of running) server.kill("SIGTERM");
  await Promise.all(running.map(({ exited }) => exited));
});

const env = { FLEETLIGHT_DATA_DIR: dataDir, TZ: "America/St_Johns" };
const run = (name: CommandName, ...args: string[]) => runOperatorCommand(name, args, env);
const restoreInto = (folder: string, from = backup) => runOperatorCommand("restore", [from], { FLEETLIGHT_DATA_DIR: below(folder) });

async function startServer(folder: string): Promise<ServerProcess> {
  const server = await startProcess({ FLEETLIGHT_DATA_DIR: folder, LOG_LEVEL: "warn", FLEETLIGHT_ROLES: "ingest,jobs" });
  running.push(server);
  await expect.poll(() => probe(server), { timeout: 60_000, interval: 50 }).toBe(200);
  return server;
}

test("where there is no installation nothing is made, and the line says what to do", { timeout: 180_000 }, async () => {
  for (const name of ["job", "admin", "backup"] as const) {
    const args = { job: ["auth.purge"], admin: ["list-users"], backup: [backup] }[name];
    expect(await run(name, ...args)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/^fleetlight: There is no Fleetlight in .*\n$/),
    });
  }
  expect([existsSync(dataDir), existsSync(backup)]).toEqual([false, false]);
});

test("beside a running server and after it: job, admin, backup", { timeout: 180_000 }, async () => {
  const server = await startServer(dataDir);
  expect(await run("job", "usage.bill-traffic")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^usage\.bill-traffic succeeded in [\s\S]*lines +0/),
  });
  const created = await run("admin", "create-user", "ada@example.test", "--role", "admin", "--generate", "--json");
  expect(JSON.parse(created.out)).toMatchObject({ email: "ada@example.test", role: "admin", password: expect.stringMatching(/^\w{20}$/) });
  const typed = await runOperatorCommand("admin", ["set-password", "ada@example.test", "--stdin"], env, "a long enough password\n");
  expect(typed).toMatchObject({ code: 0, out: "Set the password of ada@example.test (uid 1, admin)\n", err: "" });
  expect(await run("admin", "disable", "ada@example.test")).toMatchObject({ code: 1, err: expect.stringContaining("the last admin") });
  const saved = await run("backup", backup, "--json");
  expect(saved.code, saved.err).toBe(0);
  server.kill("SIGTERM");
  await server.exited;
  expect(await run("admin", "list-users")).toEqual({ code: 0, out: "ada@example.test (uid 1, admin)\n", err: "" });
  expect(await run("job", "nothing")).toMatchObject({ code: 2, err: expect.stringContaining("There is no job nothing") });
  expect(existsSync(path.join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("a backup is for its owner only, and never goes where something is", { timeout: 180_000 }, async () => {
  expect((statSync(backup).mode & 0o777).toString(8)).toBe("700");
  const modes = readdirSync(backup, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of modes) expect((statSync(path.join(parentPath, name)).mode & 0o777).toString(8)).toBe("600");
  expect(await run("backup", backup)).toMatchObject({ code: 1, err: expect.stringContaining("holds a backup already") });
  expect(await run("backup", dataDir)).toMatchObject({ code: 1, err: expect.stringContaining("is not empty") });
  expect(await run("backup")).toMatchObject({ code: 2, err: expect.stringContaining("usage: npm run backup") });
});

test("restored elsewhere, it starts, and everybody is there", { timeout: 180_000 }, async () => {
  expect(await restoreInto("restored")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Restored the installation as of .* rows in \d+ tables/),
  });
  const server = await startServer(below("restored"));
  const list = await runOperatorCommand("admin", ["list-users"], { FLEETLIGHT_DATA_DIR: below("restored") });
  expect(list.out).toBe("ada@example.test (uid 1, admin)\n");
  server.kill("SIGTERM");
  await server.exited;
  expect(await restoreInto("restored")).toMatchObject({ code: 1, err: expect.stringMatching(/The data folder .* is not empty/) });
});

test("a restore that is killed leaves nothing that starts, and can be begun again", { timeout: 180_000 }, async () => {
  const folder = below("killed");
  const restore = startOperatorCommand("restore", [backup], { FLEETLIGHT_DATA_DIR: folder });
  await expect.poll(() => existsSync(path.join(folder, "postgres/postmaster.pid")), { timeout: 60_000, interval: 5 }).toBe(true);
  restore.child.kill("SIGKILL");
  expect((await restore.ended).code).toBe(null);
  expect(existsSync(path.join(folder, restoreMark))).toBe(true);
  const server = await startProcess({ FLEETLIGHT_DATA_DIR: folder });
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain("is under way or was killed: run npm run restore again");
  const again = await restoreInto("killed");
  expect(again.code, again.err).toBe(0);
  expect(existsSync(path.join(folder, restoreMark))).toBe(false);
  const list = await runOperatorCommand("admin", ["list-users"], { FLEETLIGHT_DATA_DIR: folder });
  expect(list.out).toBe("ada@example.test (uid 1, admin)\n");
});

test("a backup of which one byte changed is refused before anything is written", { timeout: 180_000 }, async () => {
  const file = path.join(backup, "database/app_user.copy.gz");
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.with(bytes.length - 5, (bytes.at(-5) ?? 0) ^ 1));
  expect(await restoreInto("damaged")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/the checksum of .*app_user.copy.gz differs. Nothing was written/),
  });
  writeFileSync(file, bytes);
  const manifest = path.join(backup, "manifest.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"isCalled": true', '"isCalled": false'));
  expect(await restoreInto("damaged")).toMatchObject({ code: 1, err: expect.stringContaining("manifest.json is damaged") });
  expect(await restoreInto("damaged", below("nowhere"))).toMatchObject({ code: 1, err: expect.stringContaining("There is no folder") });
  expect(existsSync(below("damaged"))).toBe(false);
});
