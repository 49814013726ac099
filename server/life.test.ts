import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { testDataFolder } from "./testing/data-folder.ts";
import { probe, type ServerProcess, startProcess } from "./testing/server-process.ts";

const dataDir = testDataFolder();
const started: ServerProcess[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) {
    server.kill("SIGTERM");
    await server.exited;
  }
});

async function startReady(): Promise<ServerProcess> {
  const server = await startProcess({ FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  started.push(server);
  await expect.poll(() => probe(server), { timeout: 30_000, interval: 50 }).toBe(200);
  return server;
}

const postmasterPid = () => Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
const logText = () => readFileSync(path.join(dataDir, "postgres.log"), "utf8");
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a start says where it is and how to get in; SIGTERM ends with 0 and nothing to recover", { timeout: 60_000 }, async () => {
  const server = await startReady();
  await expect.poll(() => server.output()).toMatch(/Fleetlight is ready[\s\S]*Data\s+\/.*data/);
  server.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(logText()).toMatch(/database system is shut down\s*$/);
  const before = logText().length;
  await startReady();
  expect(logText().slice(before)).not.toMatch(/not properly shut down|interrupted/);
});

test("after kill -9 the next start takes the folder over and recovers", { timeout: 60_000 }, async () => {
  const server = await startReady();
  const orphan = postmasterPid();
  server.kill("SIGKILL");
  expect(await server.exited).toBe(null);
  expect(isAlive(orphan)).toBe(true);
  const next = await startReady();
  expect(postmasterPid()).not.toBe(orphan);
  expect(next.output()).toContain("Stopped the PostgreSQL that a killed process had left behind");
});

test("after kill -9 of everything the next start recovers", { timeout: 60_000 }, async () => {
  const server = await startReady();
  const postgres = postmasterPid();
  server.kill("SIGKILL");
  process.kill(postgres, "SIGKILL");
  await server.exited;
  await startReady();
});

test("PostgreSQL killed: the process stays up and is ready again after", { timeout: 60_000 }, async () => {
  const server = await startReady();
  const postgres = postmasterPid();
  process.kill(postgres, "SIGKILL");
  await expect.poll(() => server.output(), { timeout: 20_000 }).toContain("PostgreSQL is back");
  await expect.poll(() => probe(server), { timeout: 5_000, interval: 50 }).toBe(200);
  expect(server.output()).toContain("PostgreSQL ended (SIGKILL)");
  expect(postmasterPid()).not.toBe(postgres);
});

test("a second start on the same folder says which process has it", { timeout: 60_000 }, async () => {
  const server = await startReady();
  const second = await startProcess({ FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "silent" });
  expect(await second.exited).toBe(1);
  expect(second.output()).toBe(
    `fleetlight: Another Fleetlight (process ${server.pid}) runs on the data folder ${dataDir}: stop it first\n`,
  );
});
