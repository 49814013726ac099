import { afterAll, expect, test } from "vitest";
import { testDatabase } from "#lib/core/testing/database";
import { testDataFolder } from "#server/testing/data-folder";
import { type ServerProcess, startReadyProcess } from "#server/testing/server-process";
import { wsAbuse } from "./ws-abuse/ws-abuse.ts";

const db = testDatabase();
const dataDir = testDataFolder();
let server: ServerProcess | undefined;
afterAll(async () => {
  server?.kill("SIGTERM");
  await server?.exited;
});

test("every misuse of sockets is ended, memory stays, and nodes that behave lose nothing", { timeout: 180_000 }, async () => {
  server = await startReadyProcess({ DATABASE_URL: db.url, FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "warn" });
  // A machine that runs other tests meanwhile: how fast it is ended is for `npm run faults` to say.
  const result = await wsAbuse({ db, server, abusers: 2, goodNodes: 5, rounds: 1, patience: 6, say: () => {} });
  expect(result.broken).toEqual([]);
  expect(result.goodMessages).toBeGreaterThan(5);
  expect(server.output()).not.toMatch(/error|uncaught/i);
});
