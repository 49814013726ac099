import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { freePort } from "./database/free-port.ts";
import { testDataFolder } from "./testing/data-folder.ts";
import { startProcess } from "./testing/server-process.ts";

const dataDir = testDataFolder();
const file = path.join(path.dirname(dataDir), "file");
writeFileSync(file, "");
const nobody = await freePort();

const cases: { name: string; env: Record<string, string>; says: string | RegExp }[] = [
  {
    name: "a port that is none",
    env: { PORT: "99999" },
    says: 'Bad environment value PORT="99999": Too big: expected number to be <=65535',
  },
  {
    name: "an unknown name",
    env: { FLEETLIGHT_PROT: "1" },
    says: "Unknown environment value FLEETLIGHT_PROT: Fleetlight does not know this name",
  },
  {
    name: "an unknown role",
    env: { FLEETLIGHT_ROLES: "web,webb" },
    says: /FLEETLIGHT_ROLES="web,webb": Invalid option: expected one of "web"\|"ingest"\|"jobs"/,
  },
  {
    name: "a database of another make, without its password",
    env: { DATABASE_URL: "mysql://me:hush/@h/x" },
    says: 'DATABASE_URL="mysql://(hidden)@h/x": expected postgresql://user:password@host:port/database',
  },
  { name: "a secret that is too short, without the secret", env: { AUTH_SECRET: "hush" }, says: /AUTH_SECRET=\(hidden\): Too small/ },
  {
    name: "a database that is not there",
    env: { DATABASE_URL: `postgresql://me:hush@127.0.0.1:${nobody}/x` },
    says: `DATABASE_URL: the PostgreSQL 127.0.0.1:${nobody}/x cannot be reached (connect ECONNREFUSED 127.0.0.1:${nobody})`,
  },
  {
    name: "a data folder that cannot be",
    env: { FLEETLIGHT_DATA_DIR: path.join(file, "data") },
    says: /^fleetlight: The data folder .* is not writable \(ENOTDIR.*\): set FLEETLIGHT_DATA_DIR to a folder that is$/,
  },
];

test.each(cases)("$name: one line, exit code 1", { timeout: 30_000 }, async ({ env, says }) => {
  const server = await startProcess({ FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "silent", ...env });
  expect(await server.exited).toBe(1);
  const lines = server.output().trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^fleetlight: /);
  if (typeof says === "string") expect(lines[0]).toContain(says);
  else expect(lines[0]).toMatch(says);
  expect(lines[0]).not.toContain("hush");
});

test("a port that is taken is named, and PostgreSQL is stopped again", { timeout: 60_000 }, async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
  const server = await startProcess({ FLEETLIGHT_DATA_DIR: dataDir, LOG_LEVEL: "silent", PORT: String(port) });
  expect(await server.exited).toBe(1);
  expect(server.output()).toBe(`fleetlight: Port ${port} is taken by another program: stop it or set PORT\n`);
  other.close();
});
